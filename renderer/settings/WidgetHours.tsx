import type { OpeningHours } from '#domain/bot/plan';
import type { ChannelId } from '#kernel/id';
import { day, type Instant } from '#kernel/instant';
import { Button, Checkbox, NumberInput } from '@mantine/core';
import { useState } from 'react';
import { bridge } from '../kit/bridge';
import { useText } from '../text/TextProvider';
import { Refusal } from './Refusal';
import classes from './settings.module.css';
import own from './widget.module.css';
import { useForm } from './use-form';

type Props = { readonly channel: ChannelId; readonly hours: OpeningHours | null; readonly onChanged: () => void };
type Day = OpeningHours['days'][number];

const minutesOfHour = 60;
const workday: Day = { from: 9 * minutesOfHour, to: 18 * minutesOfHour };
/** A Monday, only for the names of the days. */
const monday: Instant = 4 * day;

/** When somebody answers; outside of that the widget says when next. */
export function WidgetHours({ channel, hours, onChanged }: Props) {
  const { say, language } = useText();
  const [plan, setPlan] = useState(hours);
  const [saved, setSaved] = useState(false);
  const { busy, refused, submit } = useForm();
  const change = (next: OpeningHours | null): void => {
    setPlan(next);
    setSaved(false);
  };
  const done = (): void => {
    setSaved(true);
    onChanged();
  };
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  const named = (at: Instant): string => weekday.format(at).replace(/^./u, (first) => first.toLocaleUpperCase(language));
  const isRight = plan === null || plan.days.every((one) => one === null || one.from < one.to);
  return (
    <form className={classes['form']} onSubmit={(event) => submit(event, () => bridge.ask('widget.hours', { channel, hours: plan }), done)}>
      <p className={classes['lead']}>{say('widget.hours.lead')}</p>
      <Checkbox label={say('widget.hasHours')} checked={plan !== null} onChange={(event) => change(event.currentTarget.checked ? startingHours() : null)} />
      {plan !== null && plan.days.map((one, at) => {
        const called = named(monday + at * day);
        return <DayRow key={called} name={called} hours={one} onChange={(next) => change({ ...plan, days: plan.days.with(at, next) })} />;
      })}
      {plan !== null && <NumberInput label={say('bot.clock')} min={-12} max={14} step={0.5} value={plan.offset / minutesOfHour} onChange={(ahead) => typeof ahead === 'number' && change({ ...plan, offset: Math.round(ahead * minutesOfHour) })} />}
      <Refusal code={refused} />
      <div className={classes['row']}>
        <span className={classes[isRight ? 'dim' : 'bad']} role={isRight ? 'status' : 'alert'}>{isRight ? (saved ? say('widget.saved') : '') : say('widget.hoursWrong')}</span>
        <Button type="submit" variant="default" disabled={busy || !isRight || JSON.stringify(plan) === JSON.stringify(hours)}>{say('widget.saveHours')}</Button>
      </div>
    </form>
  );
}

function startingHours(): OpeningHours {
  return { offset: -new Date().getTimezoneOffset(), days: [workday, workday, workday, workday, workday, null, null] };
}

function DayRow({ name, hours, onChange }: { readonly name: string; readonly hours: Day; readonly onChange: (hours: Day) => void }) {
  const { say } = useText();
  const field = (label: string, minute: number, set: (minute: number) => Day) => (
    <NumberInput aria-label={`${name}: ${label}`} min={0} max={24} step={0.5} value={minute / minutesOfHour} onChange={(hour) => typeof hour === 'number' && onChange(set(Math.round(hour * minutesOfHour)))} />
  );
  return (
    <div className={own['day']}>
      <Checkbox label={name} checked={hours !== null} onChange={(event) => onChange(event.currentTarget.checked ? workday : null)} />
      {hours !== null && field(say('bot.open'), hours.from, (from) => ({ ...hours, from }))}
      {hours !== null && <span aria-hidden>–</span>}
      {hours !== null && field(say('bot.until'), hours.to, (to) => ({ ...hours, to }))}
      {hours !== null && <span aria-hidden>{say('widget.hour')}</span>}
    </div>
  );
}
