import { day, hour, minute, type Instant } from '#kernel/instant';
import type { Language, Say } from './say';

export type Dates = {
  /** Hours and minutes. */
  time(at: Instant): string;
  /** Day, month, year. */
  date(at: Instant): string;
  /** Day, month, year, hours and minutes. */
  moment(at: Instant): string;
  /** Everything, for a tooltip. */
  full(at: Instant): string;
  /** As short as a list row needs: now, 5 min, 14:20, yesterday, Mon, 3 Mar. */
  short(at: Instant, now: Instant): string;
  /** A moment ahead, as short as it stays clear: 14:20, tomorrow 9:00, Mon 9:00, 3 Mar 9:00. */
  soon(at: Instant, now: Instant): string;
  /** A separator between the days of a conversation. */
  dayTitle(at: Instant, now: Instant): string;
  /** Month and year. */
  month(at: Instant): string;
};

export function startOfDay(at: Instant): Instant {
  return new Date(at).setHours(0, 0, 0, 0);
}

export function datesOf(language: Language, say: Say): Dates {
  const format = (options: Intl.DateTimeFormatOptions): ((at: Instant) => string) => {
    const formatter = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'ru', options);
    return (at) => formatter.format(at);
  };
  const whole = (date: (at: Instant) => string) => (at: Instant): string => date(at).replace(' г.', '\u00a0г.');
  const time = format({ hour: '2-digit', minute: '2-digit' });
  const weekday = format({ weekday: 'short' });
  const dayMonth = format({ day: 'numeric', month: 'short' });
  const dayMonthYear = whole(format({ day: 'numeric', month: 'short', year: 'numeric' }));
  const long = format({ weekday: 'long', day: 'numeric', month: 'long' });
  const longYear = format({ day: 'numeric', month: 'long', year: 'numeric' });
  const sameYear = (at: Instant, now: Instant): boolean => new Date(at).getFullYear() === new Date(now).getFullYear();

  return {
    time,
    date: dayMonthYear,
    moment: (at) => `${dayMonthYear(at)}, ${time(at)}`,
    full: format({ weekday: 'short', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    month: format({ month: 'long', year: 'numeric' }),
    short(at, now) {
      const age = now - at;
      if (age < minute) return say('time.now');
      if (age < hour) return say('time.minutes', { n: Math.floor(age / minute) });
      const today = startOfDay(now);
      if (at >= today) return time(at);
      if (at >= startOfDay(today - hour)) return say('time.yesterday');
      if (age < 6 * day) return weekday(at);
      return sameYear(at, now) ? dayMonth(at) : dayMonthYear(at);
    },
    soon(at, now) {
      const today = startOfDay(now);
      const days = Math.round((startOfDay(at) - today) / day);
      if (days <= 0) return time(at);
      if (days === 1) return say('time.tomorrow', { time: time(at) });
      return `${days < 7 ? weekday(at) : sameYear(at, now) ? dayMonth(at) : dayMonthYear(at)} ${time(at)}`;
    },
    dayTitle(at, now) {
      const today = startOfDay(now);
      if (at >= today) return say('time.today');
      if (at >= startOfDay(today - hour)) return say('time.yesterdayTitle');
      return sameYear(at, now) ? long(at) : longYear(at);
    },
  };
}

export function sizeText(bytes: number, say: Say): string {
  if (bytes < 1024) return say('size.bytes', { n: bytes });
  if (bytes < 1024 * 1024) return say('size.kilobytes', { n: Math.round(bytes / 1024) });
  return say('size.megabytes', { n: Math.round((bytes / 1024 / 1024) * 10) / 10 });
}
