import type { Me } from '#contract/session';
import { supervisedTeams } from '#domain/access/actor';
import type { Chord } from '../kit/chord';
import type { WritingCommand } from '../kit/own-keys';
import type { PlainKey } from '../text/translation';

/** What the desk does by a key wherever one is. */
export type DeskCommand =
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

export type KeyCommand = DeskCommand | WritingCommand;

/** Keys of the composer act while somebody writes: each is with Ctrl or ⌘. */
export type KeyGroup = 'list' | 'conversation' | 'composer' | 'desk';

export type Binding<Command extends KeyCommand = KeyCommand> = { readonly command: Command; readonly chords: readonly Chord[]; readonly group: KeyGroup; readonly text: PlainKey; readonly for?: 'supervisors' };

/** What the desk hears, and the palette does by name. */
export const deskKeys: readonly Binding<DeskCommand>[] = [
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
  { command: 'suggest1', chords: ['mod+1'], group: 'composer', text: 'keys.suggest1' },
  { command: 'suggest2', chords: ['mod+2'], group: 'composer', text: 'keys.suggest2' },
  { command: 'suggest3', chords: ['mod+3'], group: 'composer', text: 'keys.suggest3' },
  { command: 'draftReply', chords: ['mod+4'], group: 'composer', text: 'keys.draftReply' },
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

/** What the fields hear in which somebody writes. */
export const writingKeys: readonly Binding<WritingCommand>[] = [
  { command: 'send', chords: ['mod+enter'], group: 'composer', text: 'keys.send' },
  { command: 'sendResolve', chords: ['mod+shift+enter'], group: 'composer', text: 'keys.sendResolve' },
  { command: 'sendSnooze', chords: ['mod+shift+h'], group: 'composer', text: 'keys.sendSnooze' },
  { command: 'takeBack', chords: ['mod+z'], group: 'composer', text: 'keys.takeBack' },
  { command: 'attach', chords: ['mod+u'], group: 'composer', text: 'keys.attach' },
  { command: 'macroOrMention', chords: ['mod+m'], group: 'composer', text: 'keys.macroOrMention' },
  { command: 'bold', chords: ['mod+b'], group: 'composer', text: 'rich.bold' },
  { command: 'italic', chords: ['mod+i'], group: 'composer', text: 'rich.italic' },
  { command: 'points', chords: ['mod+shift+8'], group: 'composer', text: 'rich.points' },
  { command: 'numbers', chords: ['mod+shift+7'], group: 'composer', text: 'rich.numbers' },
  { command: 'quote', chords: ['mod+shift+9'], group: 'composer', text: 'rich.quote' },
  { command: 'link', chords: ['mod+shift+k'], group: 'composer', text: 'rich.link' },
];

/** Every key that may be changed, in one list: none of them is two things. */
export const keymap: readonly Binding[] = [...writingKeys, ...deskKeys];

/** What a text itself hears: without Ctrl, so that nobody can choose it, and the same for everybody. */
export const textKeys: readonly { readonly chord: Chord; readonly text: PlainKey }[] = [
  { chord: '/', text: 'keys.macros' },
  { chord: '?', text: 'keys.articles' },
  { chord: '@', text: 'keys.mention' },
  { chord: 'tab', text: 'keys.nextSlot' },
  { chord: 'escape', text: 'keys.leave' },
];

/** The keys that do something for this person. */
export function keysFor<Command extends KeyCommand>(me: Me, bindings: readonly Binding<Command>[]): readonly Binding<Command>[] {
  const isSupervisor = supervisedTeams({ person: me.id, ...me }).length > 0;
  return bindings.filter((binding) => binding.for === undefined || isSupervisor);
}

export function commandOf<Command extends KeyCommand>(chord: Chord, bindings: readonly Binding<Command>[]): Command | null {
  return bindings.find((binding) => binding.chords.includes(chord))?.command ?? null;
}
