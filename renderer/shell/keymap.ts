import type { Me } from '#contract/session';
import { supervisedTeams } from '#domain/access/actor';
import type { Chord } from '../kit/chord';
import type { PlainKey } from '../text/translation';

export type KeyCommand =
  | 'next'
  | 'previous'
  | 'enter'
  | 'escape'
  | 'reply'
  | 'note'
  | 'resolve'
  | 'resolveNext'
  | 'reopen'
  | 'spam'
  | 'assign'
  | 'transfer'
  | 'take'
  | 'takeNext'
  | 'newMail'
  | 'knowledge'
  | 'waiting'
  | 'search'
  | 'undo'
  | 'help'
  | 'palette'
  | 'lock'
  | 'state'
  | 'customer'
  | 'customerMerge'
  | 'cases'
  | 'remarks'
  | 'suggest1'
  | 'suggest2'
  | 'suggest3'
  | 'draftReply'
  | 'viewMine'
  | 'viewWaiting'
  | 'viewOffered'
  | 'offer'
  | 'acceptOffer'
  | 'declineOffer'
  | 'filterFirst'
  | 'filterSecond'
  | 'customerList'
  | 'viewSnoozed'
  | 'snooze'
  | 'priority'
  | 'tags'
  | 'mark'
  | 'markDown'
  | 'markUp'
  | 'markAll'
  | 'viewQueue'
  | 'viewAll'
  | 'viewClosed'
  | 'viewSpam';

export type KeyGroup = 'list' | 'conversation' | 'composer' | 'desk';

export type Binding = { readonly command: KeyCommand; readonly chords: readonly Chord[]; readonly group: KeyGroup; readonly text: PlainKey; readonly for?: 'supervisors' };

/** Every key of the desk. The handler, the overview and the palette read this one list. */
export const keymap: readonly Binding[] = [
  { command: 'next', chords: ['j', 'down'], group: 'list', text: 'keys.next' },
  { command: 'previous', chords: ['k', 'up'], group: 'list', text: 'keys.previous' },
  { command: 'enter', chords: ['enter'], group: 'list', text: 'keys.enter' },
  { command: 'escape', chords: ['escape'], group: 'list', text: 'keys.escape' },
  { command: 'search', chords: ['/'], group: 'list', text: 'keys.search' },
  { command: 'viewMine', chords: ['1'], group: 'list', text: 'keys.viewMine' },
  { command: 'viewOffered', chords: ['2'], group: 'list', text: 'keys.viewOffered' },
  { command: 'viewQueue', chords: ['3'], group: 'list', text: 'keys.viewQueue' },
  { command: 'viewWaiting', chords: ['4'], group: 'list', text: 'keys.viewWaiting' },
  { command: 'viewSnoozed', chords: ['5'], group: 'list', text: 'keys.viewSnoozed' },
  { command: 'viewAll', chords: ['6'], group: 'list', text: 'keys.viewAll' },
  { command: 'viewClosed', chords: ['7'], group: 'list', text: 'keys.viewClosed' },
  { command: 'viewSpam', chords: ['8'], group: 'list', text: 'keys.viewSpam' },
  { command: 'filterFirst', chords: ['9'], group: 'list', text: 'keys.filterFirst' },
  { command: 'filterSecond', chords: ['0'], group: 'list', text: 'keys.filterSecond' },
  { command: 'mark', chords: ['x'], group: 'list', text: 'keys.mark' },
  { command: 'markDown', chords: ['shift+down', 'shift+j'], group: 'list', text: 'keys.markDown' },
  { command: 'markUp', chords: ['shift+up', 'shift+k'], group: 'list', text: 'keys.markUp' },
  { command: 'markAll', chords: ['mod+a'], group: 'list', text: 'keys.markAll' },
  { command: 'reply', chords: ['r'], group: 'conversation', text: 'keys.reply' },
  { command: 'note', chords: ['n'], group: 'conversation', text: 'keys.note' },
  { command: 'take', chords: ['shift+a'], group: 'conversation', text: 'keys.take' },
  { command: 'assign', chords: ['a'], group: 'conversation', text: 'keys.assign' },
  { command: 'snooze', chords: ['h'], group: 'conversation', text: 'keys.snooze' },
  { command: 'priority', chords: ['p'], group: 'conversation', text: 'keys.priority' },
  { command: 'tags', chords: ['t'], group: 'conversation', text: 'keys.tags' },
  { command: 'transfer', chords: ['shift+t'], group: 'conversation', text: 'keys.transfer' },
  { command: 'offer', chords: ['shift+o'], group: 'conversation', text: 'keys.offer' },
  { command: 'resolve', chords: ['e'], group: 'conversation', text: 'keys.resolve' },
  { command: 'resolveNext', chords: ['shift+e'], group: 'conversation', text: 'keys.resolveNext' },
  { command: 'reopen', chords: ['o'], group: 'conversation', text: 'keys.reopen' },
  { command: 'spam', chords: ['shift+s'], group: 'conversation', text: 'keys.spam' },
  { command: 'customer', chords: ['i'], group: 'conversation', text: 'keys.customer' },
  { command: 'customerMerge', chords: ['shift+l'], group: 'conversation', text: 'merge.open' },
  { command: 'cases', chords: ['l'], group: 'conversation', text: 'cases.open' },
  { command: 'customerList', chords: ['shift+i'], group: 'conversation', text: 'keys.customerList' },
  { command: 'remarks', chords: ['m'], group: 'conversation', text: 'keys.remarks', for: 'supervisors' },
  { command: 'undo', chords: ['z'], group: 'desk', text: 'keys.undo' },
  { command: 'suggest1', chords: ['mod+1'], group: 'conversation', text: 'keys.suggest1' },
  { command: 'suggest2', chords: ['mod+2'], group: 'conversation', text: 'keys.suggest2' },
  { command: 'suggest3', chords: ['mod+3'], group: 'conversation', text: 'keys.suggest3' },
  { command: 'draftReply', chords: ['mod+4'], group: 'conversation', text: 'keys.draftReply' },
  { command: 'acceptOffer', chords: ['mod+shift+y'], group: 'desk', text: 'keys.acceptOffer' },
  { command: 'declineOffer', chords: ['mod+shift+d'], group: 'desk', text: 'keys.declineOffer' },
  { command: 'takeNext', chords: ['mod+j'], group: 'desk', text: 'keys.takeNext' },
  { command: 'newMail', chords: ['c'], group: 'desk', text: 'keys.newMail' },
  { command: 'knowledge', chords: ['b'], group: 'desk', text: 'keys.knowledge' },
  { command: 'waiting', chords: ['w'], group: 'desk', text: 'keys.waiting' },
  { command: 'palette', chords: ['mod+k'], group: 'desk', text: 'keys.palette' },
  { command: 'lock', chords: ['mod+l'], group: 'desk', text: 'keys.lock' },
  { command: 'state', chords: ['mod+shift+s'], group: 'desk', text: 'keys.state' },
  { command: 'help', chords: ['?'], group: 'desk', text: 'keys.help' },
];

/** Keys that the composer itself hears; listed for the overview. */
export const composerKeys: readonly { readonly chord: Chord; readonly text: PlainKey }[] = [
  { chord: 'mod+enter', text: 'keys.send' },
  { chord: 'mod+shift+enter', text: 'keys.sendResolve' },
  { chord: 'mod+shift+h', text: 'keys.sendSnooze' },
  { chord: '/', text: 'keys.macros' },
  { chord: '?', text: 'keys.articles' },
  { chord: '@', text: 'keys.mention' },
  { chord: 'tab', text: 'keys.nextSlot' },
  { chord: 'mod+z', text: 'keys.takeBack' },
  { chord: 'mod+u', text: 'keys.attach' },
  { chord: 'mod+b', text: 'rich.bold' },
  { chord: 'mod+i', text: 'rich.italic' },
  { chord: 'mod+shift+8', text: 'rich.points' },
  { chord: 'mod+shift+7', text: 'rich.numbers' },
  { chord: 'mod+shift+9', text: 'rich.quote' },
  { chord: 'mod+shift+k', text: 'rich.link' },
];

/** The keys that do something for this person. */
export function keysFor(me: Me): readonly Binding[] {
  const isSupervisor = supervisedTeams({ person: me.id, ...me }).length > 0;
  return keymap.filter((binding) => binding.for === undefined || isSupervisor);
}

export function commandOf(chord: Chord, bindings: readonly Binding[] = keymap): KeyCommand | null {
  return bindings.find((binding) => binding.chords.includes(chord))?.command ?? null;
}
