import type { Instant } from '#kernel/instant';
import { day, hour } from '#kernel/instant';
import type { CompanyText, Gender } from './company-text';
import type { Dice } from './dice';

/** What one case is about; every text of it speaks of the same order. */
export type Slots = Readonly<Record<'order' | 'item' | 'city' | 'sum' | 'promo' | 'track' | 'street' | 'name' | 'agent', string>>;

export type Speech = {
  readonly slots: Slots;
  readonly gender: Gender;
  /** Named in the text as `{date}`. */
  readonly date: string;
};

export function inventSlots(company: CompanyText, dice: Dice, person: { readonly name: string; readonly city: string }): Slots {
  const [item, price] = dice.pick(company.goods);
  return {
    order: `${dice.between(31, 58)}-${dice.digits(5)}`,
    item,
    sum: company.money(price),
    city: person.city,
    promo: dice.pick(company.promos),
    track: `WH${dice.digits(9)}`,
    street: dice.pick(company.streets),
    name: person.name,
    agent: '',
  };
}

/** Customers speak of days gone by, agents of days to come. */
export function dayName(company: CompanyText, at: Instant): string {
  return dayFormats[company.language].format(at + company.hoursAhead * hour);
}

/** Made once: making one costs more than a hundred uses. */
const dayFormats = {
  ru: new Intl.DateTimeFormat('ru-RU', { day: 'numeric', month: 'long', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' }),
} as const;

export function daysAgo(company: CompanyText, at: Instant, dice: Dice): string {
  return dayName(company, at - dice.between(2, 9) * day);
}

export function daysAhead(company: CompanyText, at: Instant, dice: Dice): string {
  return dayName(company, at + dice.between(1, 5) * day);
}

/** Puts the facts in and lets the grammar follow the speaker: `[for a man|for a woman]`. */
export function fillSlots(text: string, { slots, gender, date }: Speech): string {
  const named: Readonly<Record<string, string>> = { ...slots, date };
  return text
    .replace(/\[([^|\]]*)\|([^\]]*)\]/g, (_whole, man: string, woman: string) => (gender === 'man' ? man : woman))
    .replace(/\{(\w+)\}/g, (whole, name: string) => named[name] ?? whole);
}
