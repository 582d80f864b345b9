import { useAct } from '../kit/act';
import { useLive } from '../kit/live';
import { useText } from '../text/TextProvider';
import choice from './Choice.module.css';

const spans = [5, 15, 60, null] as const;

/** After how many minutes without a person the place locks itself. */
export function LockAfterSwitch() {
  const { say } = useText();
  const { ask } = useAct();
  const current = useLive('preferences', {})?.lockAfter;
  return (
    <div className={choice['choice']} role="group" aria-label={say('person.lockAfter')}>
      {spans.map((minutes) => (
        <button key={minutes} type="button" aria-pressed={minutes === current} onClick={() => void ask('preferences.save', { lockAfter: minutes })}>
          {minutes === null ? say('lockAfter.never') : say('time.minutes', { n: minutes })}
        </button>
      ))}
    </div>
  );
}
