import type { Instant } from '#kernel/instant';
import { day, hour } from '#kernel/instant';
import type { CompanyText, Gender } from './company-text';
import type { Dice } from './dice';
import type { OrderNumbers } from './order-numbers';
import type { Topic } from './topic';

/** What one case is about; every text of it speaks of the same order and of the same days. */
export type Slots = Readonly<Record<'order' | 'item' | 'kit' | 'city' | 'sum' | 'promo' | 'track' | 'street' | 'name' | 'agent' | 'ago' | 'soon' | 'placed', string>>;

/** The order that a case speaks of. */
export type Purchase = { readonly number: string; readonly item: string; readonly price: number; readonly placedAt: Instant };

export type Speech = {
  readonly slots: Slots;
  readonly gender: Gender;
  /** Named in the text as `{date}`. */
  readonly date: string;
};

export type About = { readonly name: string; readonly city: string; readonly start: Instant; readonly topic: Topic; readonly opening: number; readonly numbers: OrderNumbers };

export function inventSlots(company: CompanyText, dice: Dice, { name, city, start, topic, opening, numbers }: About): { readonly slots: Slots; readonly purchase: Purchase } {
  const [item, price] = goodNamed(company, topic.openings[opening] ?? '') ?? dice.pick(goodsFor(company, topic, opening));
  const ago = start - dice.between(2, 9) * day;
  const placedAt = topic.boughtDaysAgo === undefined ? ago - dice.between(1, 5) * day : start - (topic.boughtDaysAgo + dice.between(0, 9)) * day;
  const number = numbers.next(placedAt);
  const slots: Slots = {
    order: number,
    item,
    kit: item,
    sum: company.money(price),
    city,
    promo: dice.pick(company.promos),
    track: `WH${dice.digits(9)}`,
    street: dice.pick(company.streets),
    name,
    agent: '',
    ago: dayName(company, Math.max(ago, placedAt)),
    soon: dayName(company, start + dice.between(1, 5) * day),
    placed: dayName(company, placedAt),
  };
  return { slots, purchase: { number, item, price, placedAt } };
}

function goodsFor(company: CompanyText, topic: Topic, opening: number): CompanyText['goods'] {
  if (topic.openings[opening]?.includes('{kit}') === true) return company.goods.filter(([item]) => company.kits.includes(item));
  return topic.large === true ? largeGoods(company) : company.goods;
}

/** The dearer half of what the shop sells is furniture. */
function largeGoods({ goods }: CompanyText): CompanyText['goods'] {
  return goods.toSorted(([, a], [, b]) => a - b).slice(goods.length / 2);
}

/** The thing that a text names itself, by the name that no other thing has. */
function goodNamed(company: CompanyText, text: string): CompanyText['goods'][number] | undefined {
  const key = `${company.language} ${text}`;
  if (!named.has(key)) {
    const words = new Set(text.match(capitalised));
    named.set(key, company.goods.find(([item]) => item.match(capitalised)?.some((name) => words.has(name))));
  }
  return named.get(key);
}

/** By language and text: few, and asked for thousands of times. */
const named = new Map<string, CompanyText['goods'][number] | undefined>();

const capitalised = /(?<!\p{L})\p{Lu}\p{L}+/gu;

/** With its year, for what may be long ago. */
export function dateName(company: CompanyText, at: Instant): string {
  return dateFormats[company.language].formatToParts(at + company.hoursAhead * hour).filter(({ type }, index, parts) => type !== 'literal' || index < parts.length - 1).map(({ value }) => value).join('');
}

/** The day that `dateName` named; null where it named none. */
export function dateNamed({ language }: CompanyText, name: string): Instant | null {
  const [date, year] = (name.match(/\d+/g) ?? []).map(Number);
  const month = Array.from({ length: 12 }, (_, index) => dateFormats[language].formatToParts(Date.UTC(2026, index, 1)).find(({ type }) => type === 'month')?.value ?? '').findIndex((word) => name.includes(word));
  return date === undefined || year === undefined || month < 0 ? null : Date.UTC(year, month, date);
}

export function dayName(company: CompanyText, at: Instant): string {
  return dayFormats[company.language].format(at + company.hoursAhead * hour);
}

/** Made once: making one costs more than a hundred uses. */
const dayFormats = {
  ru: new Intl.DateTimeFormat('ru-RU', { day: 'numeric', month: 'long', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' }),
} as const;

const dateFormats = {
  ru: new Intl.DateTimeFormat('ru-RU', { dateStyle: 'long', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }),
} as const;

/** Puts the facts in and lets the grammar follow the speaker: `[for a man|for a woman]`. */
export function fillSlots(text: string, { slots, gender, date }: Speech): string {
  const facts: Readonly<Record<string, string>> = { ...slots, date };
  return text
    .replace(/\[([^|\]]*)\|([^\]]*)\]/g, (_whole, man: string, woman: string) => (gender === 'man' ? man : woman))
    .replace(/\{(\w+)\}/g, (whole, name: string) => facts[name] ?? whole);
}
