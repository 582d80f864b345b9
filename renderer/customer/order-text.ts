import type { OrderRow } from '#domain/customer/order';
import type { Language } from '../text/say';

/** What was ordered, in one line. */
export function itemsText({ items }: Pick<OrderRow, 'items'>): string {
  return items.map(({ name, quantity }) => (quantity === 1 ? name : `${name} × ${quantity}`)).join(', ');
}

/** The sum as it is written in this language; empty where none was told. */
export function sumText({ total, currency }: Pick<OrderRow, 'total' | 'currency'>, language: Language): string {
  if (total === null) return '';
  return formatter(language, currency, total % 100 === 0 ? 0 : 2).format(total / 100);
}

/** Making one takes longer than drawing the row that it is for. */
const formatters = new Map<string, Intl.NumberFormat>();

function formatter(language: Language, currency: string | null, digits: number): Intl.NumberFormat {
  const key = `${language} ${currency ?? ''} ${digits}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const style = currency === null ? {} : ({ style: 'currency', currency } as const);
  const made = new Intl.NumberFormat(language === 'en' ? 'en-GB' : 'ru', { ...style, maximumFractionDigits: digits, minimumFractionDigits: digits });
  formatters.set(key, made);
  return made;
}
