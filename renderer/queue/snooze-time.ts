import { searchable } from '#kernel/text';
import { day, hour, minute, type Duration, type Instant } from '#kernel/instant';

/** When a day of work begins, and its other parts, by the clock on the wall. Calendars of teams come later. */
const morning = 9;
const parts: Readonly<Record<string, number>> = { утром: 9, днем: 14, вечером: 18, ночью: 22, morning: 9, noon: 12, afternoon: 14, evening: 18, tonight: 20, night: 22, полдень: 12 };

/** Today, tomorrow, the day after. */
const nearDays: readonly RegExp[] = [/^(?:сегодня|today|tonight)$/, /^(?:завтра|tomorrow)$/, /^послезавтра$/];
const weekdays: readonly RegExp[] = [
  /^(?:вс|воскресенье|воскресенью|sun|sunday)$/, /^(?:пн|понедельник|mon|monday)$/, /^(?:вт|вторник|tue|tues|tuesday)$/, /^(?:ср|сред[ауы]|wed|wednesday)$/,
  /^(?:чт|четверг|thu|thur|thurs|thursday)$/, /^(?:пт|пятниц[ауы]|fri|friday)$/, /^(?:сб|суббот[ауы]|sat|saturday)$/,
];
const months: readonly RegExp[] = [/^(?:янв|jan)/, /^(?:фев|feb)/, /^(?:мар|mar)/, /^(?:апр|apr)/, /^(?:ма[йя]|may)/, /^(?:июн|jun)/, /^(?:июл|jul)/, /^(?:авг|aug)/, /^(?:сен|sep)/, /^(?:окт|oct)/, /^(?:ноя|nov)/, /^(?:дек|dec)/];
const units: readonly (readonly [RegExp, Duration])[] = [
  [/^(?:м|мин|минут[ауы]?|m|min|mins|minutes?)$/, minute], [/^(?:ч|час|часа|часов|h|hr|hrs|hours?)$/, hour],
  [/^(?:д|день|дня|дней|сутки|суток|d|days?)$/, day], [/^(?:н|нед|недел[юиь]|недель|w|weeks?)$/, 7 * day],
];
const filler = /^(?:в|во|на|до|к|at|on|until|till|by|next|this|следующ\S*|эт\S*|час|часов|утра|г|года)$/;

export type SnoozePreset = 'hour' | 'hours' | 'evening' | 'tomorrow' | 'monday' | 'week';

/** What is often wanted, soonest first; the evening only while it is ahead. */
export function snoozePresets(now: Instant): readonly { readonly preset: SnoozePreset; readonly until: Instant }[] {
  const evening = at(now, { days: 0, hours: 18 });
  const weekday = new Date(now).getDay();
  const all: readonly { readonly preset: SnoozePreset; readonly until: Instant }[] = [
    { preset: 'hour', until: now + hour },
    { preset: 'hours', until: now + 2 * hour },
    { preset: 'evening', until: evening },
    { preset: 'tomorrow', until: at(now, { days: 1, hours: morning }) },
    { preset: 'monday', until: at(now, { days: (8 - weekday) % 7 || 7, hours: morning }) },
    { preset: 'week', until: at(now, { days: 7, hours: morning }) },
  ];
  // On a Sunday, tomorrow is the Monday.
  return all.filter(({ preset, until }, place) => (preset === 'evening' ? until > now + 3 * hour : all.findIndex((one) => one.until === until) === place));
}

/** A moment ahead, as a person writes it in Russian or English: "через 2 часа", "tomorrow 9:00", "пн", "15 декабря 10:00". Null for what is none. */
export function readMoment(text: string, now: Instant): Instant | null {
  const words = searchable(text).replaceAll(/[,]/g, ' ').split(/\s+/).filter((word) => word !== '');
  const found = readSpan(words, now) ?? readDay(words, now);
  return found !== null && found > now ? found : null;
}

/** "через 2 часа", "in 30 min", "3d", "полчаса". */
function readSpan(words: readonly string[], now: Instant): Instant | null {
  const said = words.filter((word) => !/^(?:через|in|for|на)$/.test(word)).join(' ');
  if (/^(?:полчаса|half an hour)$/.test(said)) return now + hour / 2;
  if (/^(?:полтора часа)$/.test(said)) return now + 1.5 * hour;
  const match = /^(?:(\d{1,3})(?:[.,](\d))? ?)?([a-zа-я]+)$/.exec(said);
  if (match === null) return null;
  const [, whole, tenth, word = ''] = match;
  const span = units.find(([unit]) => unit.test(word))?.[1];
  const isSaid = whole !== undefined || words.some((one) => /^(?:через|in)$/.test(one));
  return span === undefined || !isSaid ? null : now + Math.round(Number(`${whole ?? 1}.${tenth ?? 0}`) * span);
}

type Wanted = { days: number | null; date: readonly [number | null, number, number] | null; hours: number | null; minutes: number };

/** A day, an hour of it, or both, in any order; nothing else may stand beside them. */
function readDay(words: readonly string[], now: Instant): Instant | null {
  const wanted: Wanted = { days: null, date: null, hours: null, minutes: 0 };
  for (let place = 0; place < words.length; place += 1) {
    const word = words[place] ?? '';
    const named = readDate(word, words[place + 1], wanted);
    if (named > 0) place += named - 1;
    else if (!readNearDay(word, now, wanted) && !readHour(word, words[place + 1], wanted) && !filler.test(word) && !/^(?:am|pm)$/.test(word)) return null;
  }
  const { days, date, hours, minutes } = wanted;
  if (date !== null) return onDate(date, { now, hours: hours ?? morning, minutes });
  if (days !== null) return at(now, { days, hours: hours ?? morning, minutes });
  if (hours === null) return null;
  const today = at(now, { days: 0, hours, minutes });
  return today > now ? today : at(now, { days: 1, hours, minutes });
}

function readNearDay(word: string, now: Instant, wanted: Wanted): boolean {
  const near = nearDays.findIndex((name) => name.test(word));
  const weekday = weekdays.findIndex((name) => name.test(word));
  if (weekday >= 0) wanted.days = (weekday - new Date(now).getDay() + 7) % 7 || 7;
  if (near >= 0) wanted.days = near;
  const part = parts[word];
  if (part !== undefined) wanted.hours = part;
  return weekday >= 0 || near >= 0 || part !== undefined;
}

/** `9`, `9:30`, `9.30`, `9am`, `6 pm`. */
function readHour(word: string, next: string | undefined, wanted: Wanted): boolean {
  const match = /^(\d{1,2})(?:[:.](\d{2}))?(am|pm)?$/.exec(word);
  if (match === null || wanted.hours !== null) return false;
  const half = match[3] ?? (next === 'am' || next === 'pm' ? next : undefined);
  const said = Number(match[1]);
  const hours = half === undefined ? said : (said % 12) + (half === 'pm' ? 12 : 0);
  const minutes = Number(match[2] ?? 0);
  if (hours > 23 || minutes > 59 || (half !== undefined && said > 12)) return false;
  wanted.hours = hours;
  wanted.minutes = minutes;
  return true;
}

/** `15.12`, `15.12.2026`, `2026-12-15`, `15 декабря`, `dec 15`: how many words it took. */
function readDate(word: string, next: string | undefined, wanted: Wanted): number {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(word);
  if (iso !== null) return setDate(wanted, [Number(iso[1]), Number(iso[2]), Number(iso[3])], 1);
  const dotted = /^(\d{1,2})[./](\d{2})(?:[./](\d{4}))?$/.exec(word);
  if (dotted !== null && Number(dotted[2]) <= 12 && Number(dotted[2]) > 0) return setDate(wanted, [dotted[3] === undefined ? null : Number(dotted[3]), Number(dotted[2]), Number(dotted[1])], 1);
  if (/^\d{1,2}$/.test(word) && monthOf(next) > 0) return setDate(wanted, [null, monthOf(next), Number(word)], 2);
  return monthOf(word) > 0 && /^\d{1,2}$/.test(next ?? '') ? setDate(wanted, [null, monthOf(word), Number(next)], 2) : 0;
}

function setDate(wanted: Wanted, date: NonNullable<Wanted['date']>, words: number): number {
  wanted.date = date;
  return words;
}

function monthOf(word: string | undefined): number {
  return word === undefined ? 0 : months.findIndex((name) => name.test(word)) + 1;
}

/** Without a year it is the next such day. Null for a day that no calendar has. */
function onDate([year, month, date]: NonNullable<Wanted['date']>, { now, hours, minutes }: { readonly now: Instant; readonly hours: number; readonly minutes: number }): Instant | null {
  const named = (of: number): Date => new Date(of, month - 1, date, hours, minutes);
  const present = new Date(now).getFullYear();
  const found = year !== null || named(present).getTime() > now ? named(year ?? present) : named(present + 1);
  return found.getMonth() === month - 1 && found.getDate() === date ? found.getTime() : null;
}

function at(now: Instant, { days, hours, minutes = 0 }: { readonly days: number; readonly hours: number; readonly minutes?: number }): Instant {
  const moment = new Date(now);
  return new Date(moment.getFullYear(), moment.getMonth(), moment.getDate() + days, hours, minutes).getTime();
}
