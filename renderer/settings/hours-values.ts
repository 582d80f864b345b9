import type { Span } from '#domain/hours/calendar';
import { isDate, isZone, type TeamHours } from '#domain/hours/team-hours';

/** A day as it is typed: times stay as they are, right or wrong. */
export type DayValues = { readonly isOpen: boolean; readonly from: string; readonly until: string };
export type DateValues = DayValues & { readonly key: string; readonly date: string };
export type HoursValues = { readonly isSet: boolean; readonly zone: string; readonly days: readonly DayValues[]; readonly dates: readonly DateValues[] };

export const usualDay: DayValues = { isOpen: true, from: '9:00', until: '18:00' };
const workdays = 5;

export function hoursValues(hours: TeamHours | null, ownZone: string): HoursValues {
  if (hours === null) return { isSet: false, zone: ownZone, days: Array.from({ length: 7 }, (_, at) => ({ ...usualDay, isOpen: at < workdays })), dates: [] };
  return { isSet: true, zone: hours.zone, days: hours.days.map(dayValues), dates: hours.exceptions.map(({ date, open }) => ({ ...dayValues(open), key: date, date })) };
}

function dayValues(open: Span | null): DayValues {
  return open === null ? { ...usualDay, isOpen: false } : { isOpen: true, from: timeText(open.from), until: timeText(open.to) };
}

function timeText(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

/** Minutes of the day; null for what is no time. */
function minutesOf(text: string): number | null {
  const [, hour, minute = '00'] = /^(\d{1,2})(?:[:.](\d{2}))?$/.exec(text.trim()) ?? [];
  const minutes = Number(hour) * 60 + Number(minute);
  return hour === undefined || Number(minute) > 59 || minutes > 1440 ? null : minutes;
}

type TimeFault = 'hours.timeWrong' | 'hours.orderWrong';
export type DayFaults = { readonly from: TimeFault | null; readonly until: TimeFault | null };

export function dayFaults(day: DayValues): DayFaults {
  if (!day.isOpen) return { from: null, until: null };
  const [from, until] = [minutesOf(day.from), endOf(day.until)];
  const isBackward = from !== null && until !== null && until <= from;
  return { from: from === null ? 'hours.timeWrong' : null, until: until === null ? 'hours.timeWrong' : isBackward ? 'hours.orderWrong' : null };
}

/** Midnight at the end of a day is its last minute, not its first. */
function endOf(text: string): number | null {
  const minutes = minutesOf(text);
  return minutes === 0 ? 1440 : minutes;
}

export function isDateRight({ date, key }: DateValues, all: readonly DateValues[]): boolean {
  return isDate(date) && all.every((other) => other.key === key || other.date !== date);
}

/** What was typed as hours; undefined where something is wrong, null for around the clock. */
export function typedHours({ isSet, zone, days, dates }: HoursValues): TeamHours | null | undefined {
  if (!isSet) return null;
  const isRight = isZone(zone) && [...days, ...dates].every(isDayRight) && dates.every((one) => isDateRight(one, dates));
  return isRight ? { zone, days: days.map(spanOf), exceptions: dates.toSorted((one, other) => (one.date < other.date ? -1 : 1)).map((one) => ({ date: one.date, open: spanOf(one) })) } : undefined;
}

function isDayRight(day: DayValues): boolean {
  const { from, until } = dayFaults(day);
  return from === null && until === null;
}

function spanOf({ isOpen, from, until }: DayValues): Span | null {
  return isOpen ? { from: minutesOf(from) ?? 0, to: endOf(until) ?? 1440 } : null;
}
