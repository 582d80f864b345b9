import { useText } from '../text/TextProvider';
import { MenuSwitch } from './MenuSwitch';
import { useUndoSpans } from './use-undo-spans';

export function UndoSendSwitch() {
  const { say } = useText();
  const choices = useUndoSpans().map(({ seconds, ...span }) => ({ name: String(seconds), ...span }));
  return <MenuSwitch label={say('person.undoSend')} choices={choices} />;
}
