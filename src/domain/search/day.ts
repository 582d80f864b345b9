const dayLength = 86_400_000;

/** A day of the calendar, counted from 1970-01-01; in which zone it begins is for whoever asks. */
export type Day = number;

export function dayOf(year: number, month: number, date: number): Day {
  return Date.UTC(year, month - 1, date) / dayLength;
}

export function partsOfDay(day: Day): { readonly year: number; readonly month: number; readonly date: number } {
  const at = new Date(day * dayLength);
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, date: at.getUTCDate() };
}

const named: Readonly<Record<string, number>> = { today: 0, сегодня: 0, yesterday: 1, вчера: 1 };
const lengths: Readonly<Record<string, number>> = { d: 1, д: 1, w: 7, н: 7, m: 30, м: 30, y: 365, г: 365 };

type Numbers = readonly [year: string | undefined, month: string | undefined, date: string | undefined];

/** `2026-11-05`, `05.11.2026`, `5.11`, `2026-11`, `2026`, `today`, `вчера`, `7d`, `2н`; null for anything else. */
export function readDay(text: string, today: Day): Day | null {
  const word = text.toLowerCase();
  const ago = named[word];
  if (ago !== undefined) return today - ago;
  const span = /^(\d{1,3})([dwmyднмг])$/.exec(word);
  if (span !== null) return today - Number(span[1]) * (lengths[span[2] ?? ''] ?? 0);
  const numbers = numbersOf(word, today);
  return numbers === null ? null : real(numbers);
}

function numbersOf(word: string, today: Day): Numbers | null {
  const iso = /^(\d{4})(?:[-./](\d{1,2})(?:[-./](\d{1,2}))?)?$/.exec(word);
  if (iso !== null) return [iso[1], iso[2], iso[3]];
  const usual = /^(\d{1,2})[./](\d{1,2})(?:[./](\d{4}))?$/.exec(word);
  if (usual === null) return null;
  return [usual[3] ?? nearestYear(today, Number(usual[2]), Number(usual[1])), usual[2], usual[1]];
}

/** A day without a year is the last one of that name. */
function nearestYear(today: Day, month: number, date: number): string {
  const { year } = partsOfDay(today);
  return String(dayOf(year, month, date) > today ? year - 1 : year);
}

function real([year, month, date]: Numbers): Day | null {
  const day = dayOf(Number(year), Number(month ?? 1), Number(date ?? 1));
  const parts = partsOfDay(day);
  return parts.month === Number(month ?? 1) && parts.date === Number(date ?? 1) ? day : null;
}
