import { bridge } from '../kit/bridge';
import { lookFor } from '../knowledge/knowledge-store';
import type { Command, TalkTarget, Target } from '../search/options';
import { SearchBox } from '../search/SearchBox';
import { useText } from '../text/TextProvider';
import { openConversation, openMessage, showOverlay } from './desk-store';
import { deskKeys, type DeskCommand } from './keymap';
import { useBoundKeys } from './own-keys';
import { useSettingActions } from './palette-settings';

const notInPalette: ReadonlySet<DeskCommand> = new Set(['enter', 'escape', 'palette', 'search']);

/** The one box: what it finds opens in the desk, and what the desk can do stands in it by name. */
export function Search({ run }: { readonly run: (command: DeskCommand) => void }) {
  const { say } = useText();
  const settings = useSettingActions();
  const keys = useBoundKeys(deskKeys).filter(({ command }) => !notInPalette.has(command));
  const commands: readonly Command[] = [
    ...keys.map(({ command, chords, text }) => ({ id: command, label: say(text), chord: chords[0] ?? null, run: () => run(command) })),
    ...settings.map(({ id, label, onClick }) => ({ id, label, chord: null, run: onClick })),
  ];
  return <SearchBox commands={commands} onOpen={(target) => void open(target)} />;
}

async function open(target: Target): Promise<void> {
  if (!('article' in target)) return openTalk(target);
  lookFor({ search: '', category: null, chosen: target.article });
  showOverlay('knowledge');
}

/** What this computer does not hold is fetched before it is opened; where that fails, the conversation says so itself. */
async function openTalk({ conversation, message, elsewhere }: TalkTarget): Promise<void> {
  if (elsewhere) await bridge.ask('conversation.fetch', { conversation });
  if (message === null) openConversation(conversation);
  else openMessage({ conversation, ...message });
}
