import type { BotPlan } from '#domain/bot/plan';
import { Checkbox, NumberInput, Switch, Textarea, TextInput } from '@mantine/core';
import { useDirectory } from '../kit/directory';
import { useText } from '../text/TextProvider';
import classes from './settings.module.css';

export type PlanProps = { readonly plan: BotPlan; readonly onChange: (plan: BotPlan) => void };

const said = ['greeting', 'notUnderstood', 'thanked', 'handingOver', 'closed'] as const;

/** Where and how the bot speaks. */
export function BotGeneral({ plan, onChange }: PlanProps) {
  const { say } = useText();
  const { channels } = useDirectory();
  const choose = (values: readonly string[]): void => onChange({ ...plan, channels: channels.map(({ id }) => id).filter((id) => values.includes(id)) });
  return (
    <div className={classes['form']}>
      <Switch label={say('bot.on')} data-autofocus checked={plan.isOn} onChange={(event) => onChange({ ...plan, isOn: event.currentTarget.checked })} />
      <Checkbox.Group label={say('bot.channels')} value={[...plan.channels]} onChange={choose}>
        <div className={classes['columns']}>{channels.filter(({ kind }) => kind !== 'email').map(({ id, name }) => <Checkbox key={id} value={id} label={name} />)}</div>
      </Checkbox.Group>
      <TextInput label={say('bot.name')} maxLength={120} value={plan.name} onChange={(event) => onChange({ ...plan, name: event.currentTarget.value })} />
      {said.map((name) => (
        <Textarea key={name} label={say(`bot.${name}`)} autosize minRows={1} maxRows={6} maxLength={2000} value={plan[name]} onChange={(event) => onChange({ ...plan, [name]: event.currentTarget.value })} />
      ))}
      <Hours plan={plan} onChange={onChange} />
    </div>
  );
}

const minutesOfHour = 60;

/** One time for all days of the week; a plan with several keeps them until somebody sets one here. */
function Hours({ plan, onChange }: PlanProps) {
  const { say } = useText();
  const { days, offset } = plan.hours;
  const open = days.find((day) => day !== null) ?? { from: 0, to: 1440 };
  const set = (change: Partial<typeof open>): void => onChange({ ...plan, hours: { offset, days: days.map(() => ({ ...open, ...change })) } });
  const hourField = (label: string, value: number, change: (minute: number) => void) => (
    <NumberInput label={label} min={0} max={24} step={0.5} value={value / minutesOfHour} onChange={(hour) => typeof hour === 'number' && change(Math.round(hour * minutesOfHour))} />
  );
  return (
    <fieldset className={classes['columns']}>
      <legend>{say('bot.everyDay')}</legend>
      {hourField(say('bot.open'), open.from, (from) => set({ from }))}
      {hourField(say('bot.until'), open.to, (to) => set({ to }))}
      <NumberInput label={say('bot.clock')} min={-12} max={14} step={0.5} value={offset / minutesOfHour} onChange={(hours) => typeof hours === 'number' && onChange({ ...plan, hours: { days, offset: Math.round(hours * minutesOfHour) } })} />
    </fieldset>
  );
}
