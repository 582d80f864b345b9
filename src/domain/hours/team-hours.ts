import { day, minute, type Instant } from '#kernel/instant';
import { weekday, type Calendar, type Span } from './calendar';

/** When a team works, by the clock of its zone: each day of the week from Monday, null for closed; and single dates that differ. */
export type TeamHours = { readonly zone: string; readonly days: readonly (Span | null)[]; readonly exceptions: readonly DateHours[] };

/** `date` as 2026-12-31. */
export type DateHours = { readonly date: string; readonly open: Span | null };

export function calendarOf({ zone, days, exceptions }: TeamHours): Calendar {
  const special = new Map(exceptions.map(({ date, open }) => [dayNumberOf(date), open]));
  return {
    offsetAt: (moment) => zoneOffset(zone, moment),
    spanOf: (dayNumber) => {
      const open = special.get(dayNumber);
      return open === undefined ? (days[weekday(dayNumber)] ?? null) : open;
    },
  };
}

function dayNumberOf(date: string): number {
  return Math.floor(Date.parse(`${date}T00:00:00Z`) / day);
}

/** Whether it is a day of the calendar: no 30 February. */
export function isDate(date: string): boolean {
  const at = Date.parse(`${date}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(date);
}

export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  const clock = clocks.get(zone) ?? new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' });
  clocks.set(zone, clock);
  return clock;
}

function zoneOffset(zone: string, moment: Instant): number {
  const shown = new Map(clockOf(zone).formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => shown.get(type) ?? 0;
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
  return Math.round((wall - Math.floor(moment / minute) * minute) / minute);
}
