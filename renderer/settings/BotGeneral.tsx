import type { BotPlan } from '#domain/bot/plan';
import type { ChannelRow } from '#domain/channel/channel';
import { Checkbox, NumberInput, Switch, Textarea, TextInput } from '@mantine/core';
import { bridge } from '../kit/bridge';
import { useDirectory } from '../kit/directory';
import { useText } from '../text/TextProvider';
import classes from './settings.module.css';
import { useAsked } from './use-asked';

export type PlanProps = { readonly plan: BotPlan; readonly onChange: (plan: BotPlan) => void };

const askSites = () => bridge.ask('widget.list', {});
const askMessengers = () => bridge.ask('messengers.list', {});

const said = ['greeting', 'notUnderstood', 'thanked', 'handingOver', 'closed'] as const;

/** Where and how the bot speaks. */
export function BotGeneral({ plan, onChange }: PlanProps) {
  const { say } = useText();
  const channels = useStanding();
  const choose = (values: readonly string[]): void => onChange({ ...plan, channels: channels.flatMap(({ id }) => (values.includes(id) ? [id] : [])) });
  return (
    <div className={classes['form']}>
      <Switch label={say('bot.on')} data-autofocus checked={plan.isOn} onChange={(event) => onChange({ ...plan, isOn: event.currentTarget.checked })} />
      <Checkbox.Group label={say('bot.channels')} value={[...plan.channels]} onChange={choose}>
        <div className={classes['columns']}>{channels.map(({ id, name }) => <Checkbox key={id} value={id} label={name} />)}</div>
      </Checkbox.Group>
      <TextInput label={say('bot.name')} maxLength={120} value={plan.name} onChange={(event) => onChange({ ...plan, name: event.currentTarget.value })} />
      {said.map((name) => (
        <Textarea key={name} label={say(`bot.${name}`)} autosize minRows={1} maxRows={6} maxLength={2000} value={plan[name]} onChange={(event) => onChange({ ...plan, [name]: event.currentTarget.value })} />
      ))}
      <Hours plan={plan} onChange={onChange} />
    </div>
  );
}

/** Where a bot can speak. Of what was removed the channel stays for the sake of what was said there; it is left out as soon as the server has told so. */
function useStanding(): readonly ChannelRow[] {
  const { channels } = useDirectory();
  const sites = useAsked(askSites).value?.sites;
  const messengers = useAsked(askMessengers).value;
  const isThere = ({ id, kind }: ChannelRow): boolean => (kind === 'chat' ? sites : messengers)?.some(({ channel }) => channel === id) !== false;
  return channels.filter((row) => row.kind !== 'email' && isThere(row));
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
