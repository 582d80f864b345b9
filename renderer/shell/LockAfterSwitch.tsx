import { useAct } from '../kit/act';
import { useLive } from '../kit/live';
import { useText } from '../text/TextProvider';
import { MenuSwitch } from './MenuSwitch';

const spans = [5, 15, 60, null] as const;

/** After how many minutes without a person the place locks itself. */
export function LockAfterSwitch() {
  const { say } = useText();
  const { ask } = useAct();
  const current = useLive('preferences', {})?.lockAfter;
  const choices = spans.map((minutes) => ({ name: String(minutes), label: minutes === null ? say('lockAfter.never') : say('time.minutes', { n: minutes }), isChosen: minutes === current, choose: () => void ask('preferences.save', { lockAfter: minutes }) }));
  return <MenuSwitch label={say('person.lockAfter')} choices={choices} />;
}
