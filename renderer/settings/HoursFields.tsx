import { isZone } from '#domain/hours/team-hours';
import { ActionIcon, Button, Checkbox, SegmentedControl, Select, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { DateField } from '../kit/DateField';
import { useText } from '../text/TextProvider';
import { writtenDate } from '../text/written-date';
import { freshKey } from './fresh-key';
import { dayFaults, isDateRight, usualDay, type DateValues, type DayValues, type HoursValues } from './hours-values';
import own from './hours.module.css';
import classes from './settings.module.css';

type Props = {
  readonly values: HoursValues;
  /** Somebody tried to save: from then on a field says what is wrong in it. */
  readonly tried: boolean;
  readonly onChange: (values: HoursValues) => void;
};

const zones = ['UTC', ...Intl.supportedValuesOf('timeZone')];

export function HoursFields({ values, tried, onChange }: Props) {
  const { say } = useText();
  return (
    <>
      <SegmentedControl aria-label={say('company.hours')} value={values.isSet ? 'set' : 'always'} data={[{ value: 'always', label: say('hours.always') }, { value: 'set', label: say('hours.set') }]} onChange={(value) => onChange({ ...values, isSet: value === 'set' })} />
      {values.isSet && (
        <>
          <Select searchable label={say('hours.zone')} data={zones.includes(values.zone) ? zones : [values.zone, ...zones]} value={values.zone} error={isZone(values.zone) ? null : say('hours.zoneWrong')} limit={200} onChange={(zone) => zone !== null && onChange({ ...values, zone })} />
          <Week values={values} tried={tried} onChange={onChange} />
          <Dates values={values} tried={tried} onChange={onChange} />
        </>
      )}
    </>
  );
}

/** The first of these days was a Monday. */
const aMonday = Date.UTC(2024, 0, 1);

function Week({ values, tried, onChange }: Props) {
  const { say, language } = useText();
  const named = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  const set = (place: number, day: DayValues): void => onChange({ ...values, days: values.days.map((before, at) => (at === place ? day : before)) });
  return (
    <fieldset className={own['week']}>
      <legend>{say('hours.week')}</legend>
      {values.days.map((day, at) => {
        const name = named.format(aMonday + at * 86_400_000);
        // The place is what a day of the week is.
        return <DayRow key={name} name={name} day={day} tried={tried} onChange={(next) => set(at, next)} />;
      })}
    </fieldset>
  );
}

type DayProps = { readonly name: string; readonly day: DayValues; readonly tried: boolean; readonly onChange: (day: DayValues) => void };

function DayRow({ name, day, tried, onChange }: DayProps) {
  const title = name.charAt(0).toUpperCase() + name.slice(1);
  return (
    <div className={own['day']}>
      <Checkbox label={title} checked={day.isOpen} onChange={(event) => onChange({ ...day, isOpen: event.currentTarget.checked })} />
      <Times name={title} day={day} tried={tried} onChange={onChange} />
    </div>
  );
}

function Times({ name, day, tried, onChange }: DayProps) {
  const { say } = useText();
  const faults = dayFaults(day);
  const wrong = (fault: (typeof faults)['from']): string | null => (fault === null || !tried ? null : say(fault));
  if (!day.isOpen) return <span className={classes['dim']}>{say('hours.closed')}</span>;
  return (
    <div className={own['times']}>
      <TextInput aria-label={say('hours.open', { day: name })} maxLength={5} value={day.from} error={wrong(faults.from)} onChange={(event) => onChange({ ...day, from: event.currentTarget.value })} />
      <span aria-hidden>–</span>
      <TextInput aria-label={say('hours.until', { day: name })} maxLength={5} value={day.until} error={wrong(faults.until)} onChange={(event) => onChange({ ...day, until: event.currentTarget.value })} />
    </div>
  );
}

function Dates({ values, tried, onChange }: Props) {
  const { say } = useText();
  const set = (dates: readonly DateValues[]): void => onChange({ ...values, dates });
  return (
    <fieldset className={own['week']}>
      <legend>{say('hours.dates')}</legend>
      <p className={classes['dim']}>{say(values.dates.length === 0 ? 'hours.noDates' : 'hours.datesLead')}</p>
      {values.dates.map((one) => (
        <DateRow key={one.key} one={one} isRight={!tried || isDateRight(one, values.dates)} tried={tried} onChange={(next) => set(values.dates.flatMap((before) => (before.key !== one.key ? [before] : next === null ? [] : [next])))} />
      ))}
      <div><Button variant="default" size="compact-sm" disabled={values.dates.length >= 100} onClick={() => set([...values.dates, { ...usualDay, isOpen: false, key: freshKey('date', values.dates.map(({ key }) => key)), date: '' }])}>{say('hours.addDate')}</Button></div>
    </fieldset>
  );
}

type DateProps = { readonly one: DateValues; readonly isRight: boolean; readonly tried: boolean; readonly onChange: (next: DateValues | null) => void };

function DateRow({ one, isRight, tried, onChange }: DateProps) {
  const { say, language } = useText();
  const { key } = one;
  return (
    <div className={own['dateRow']}>
      <DateField label={say('hours.date')} isLabelHidden autoFocus={one.date === ''} value={one.date} error={isRight ? null : say('hours.dateWrong')} onChange={(date) => onChange({ ...one, date })} />
      <Checkbox label={say('hours.set')} checked={one.isOpen} onChange={(event) => onChange({ ...one, isOpen: event.currentTarget.checked })} />
      <Times name={writtenDate(one.date, language)} day={one} tried={tried} onChange={(day) => onChange({ ...one, ...day, key })} />
      <ActionIcon variant="subtle" color="gray" aria-label={say('hours.removeDate')} onClick={() => onChange(null)}><IconX size={16} aria-hidden /></ActionIcon>
    </div>
  );
}
