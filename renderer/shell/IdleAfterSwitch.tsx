import { useAct } from '../kit/act';
import { useLive } from '../kit/live';
import { useText } from '../text/TextProvider';
import { MenuSwitch } from './MenuSwitch';

const spans = [5, 10, 30, null] as const;

/** After how many minutes without a person they are asked whether they are there. */
export function IdleAfterSwitch() {
  const { say } = useText();
  const { ask } = useAct();
  const current = useLive('preferences', {})?.idleAfter;
  const choices = spans.map((minutes) => ({ name: String(minutes), label: minutes === null ? say('lockAfter.never') : say('time.minutes', { n: minutes }), isChosen: minutes === current, choose: () => void ask('preferences.save', { idleAfter: minutes }) }));
  return <MenuSwitch label={say('idle.after')} choices={choices} />;
}
