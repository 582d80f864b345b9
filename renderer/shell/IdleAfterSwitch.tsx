import { useAct } from '../kit/act';
import { useLive } from '../kit/live';
import { useText } from '../text/TextProvider';
import choice from './Choice.module.css';

const spans = [5, 10, 30, null] as const;

/** After how many minutes without a person they are asked whether they are there. */
export function IdleAfterSwitch() {
  const { say } = useText();
  const { ask } = useAct();
  const current = useLive('preferences', {})?.idleAfter;
  return (
    <div className={choice['choice']} role="group" aria-label={say('idle.after')}>
      {spans.map((minutes) => (
        <button key={minutes} type="button" aria-pressed={minutes === current} onClick={() => void ask('preferences.save', { idleAfter: minutes })}>
          {minutes === null ? say('lockAfter.never') : say('time.minutes', { n: minutes })}
        </button>
      ))}
    </div>
  );
}
