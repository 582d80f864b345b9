import { useText } from '../text/TextProvider';
import choice from './Choice.module.css';
import { useUndoSpans } from './use-undo-spans';

export function UndoSendSwitch() {
  const { say } = useText();
  return (
    <div className={choice['choice']} role="group" aria-label={say('person.undoSend')}>
      {useUndoSpans().map(({ seconds, label, isChosen, choose }) => (
        <button key={seconds} type="button" aria-pressed={isChosen} onClick={choose}>
          {label}
        </button>
      ))}
    </div>
  );
}
