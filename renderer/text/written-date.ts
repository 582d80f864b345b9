import { isDate } from '#domain/hours/team-hours';
import type { Language } from './say';

/** A day alone, kept as 2026-12-31, or with hours and minutes by the clock on the wall, kept as 2026-12-31T14:05. */
export type DateKind = 'day' | 'moment';

const signs: Readonly<Record<Language, string>> = { ru: '.', en: '/' };

/** Whether a field keeps a date of the calendar, and not what was typed in the place of one. */
export function isKeptDate(value: string, kind: DateKind): boolean {
  const [day = '', ...time] = value.split('T');
  return isDate(day) && (kind === 'day' ? time.length === 0 : /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(time.join('T')));
}

/** As the person writes it: 31.12.2026 14:05. What is no date stays as it was typed. */
export function writtenDate(value: string, language: Language): string {
  const [day = '', time] = value.split('T');
  if (!isKeptDate(value, time === undefined ? 'day' : 'moment')) return value;
  const written = day.split('-').toReversed().join(signs[language]);
  return time === undefined ? written : `${written} ${time}`;
}

const orders: readonly RegExp[] = [/^(?<date>\d{1,2})[./\- ](?<month>\d{1,2})[./\- ](?<year>\d{4}|\d{2})$/, /^(?<year>\d{4})-(?<month>\d{1,2})-(?<date>\d{1,2})$/];
const withTime = /^(.+?)(?:, ?| |T)(\d{1,2})[:.](\d{2})$/;

/** What was typed, as a field keeps it; null for what is no date. The day comes first in both languages; a short year is one of this century. */
export function readDate(typed: string, kind: DateKind): string | null {
  const text = typed.trim().replaceAll(/\s+/g, ' ');
  if (kind === 'day') return readDay(text);
  const [, dayText = '', hours = '', minutes = ''] = withTime.exec(text) ?? [];
  const day = readDay(dayText);
  const moment = `${day ?? ''}T${hours.padStart(2, '0')}:${minutes}`;
  return isKeptDate(moment, 'moment') ? moment : null;
}

function readDay(text: string): string | null {
  const { date = '', month = '', year = '' } = orders.map((order) => order.exec(text)?.groups).find((found) => found !== undefined) ?? {};
  const day = [year.padStart(4, '20'), month.padStart(2, '0'), date.padStart(2, '0')].join('-');
  return isDate(day) ? day : null;
}

/** Another day at the same time; where there was none, in the morning. */
export function onDay(value: string, day: string, kind: DateKind): string {
  if (kind === 'day') return day;
  return `${day}T${isKeptDate(value, 'moment') ? value.slice(-5) : '09:00'}`;
}
