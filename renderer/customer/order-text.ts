import type { OrderRow } from '#domain/customer/order';
import type { Language } from '../text/say';

/** What was ordered, in one line. */
export function itemsText({ items }: Pick<OrderRow, 'items'>): string {
  return items.map(({ name, quantity }) => (quantity === 1 ? name : `${name} × ${quantity}`)).join(', ');
}

/** The sum as it is written in this language; empty where none was told. */
export function sumText({ total, currency }: Pick<OrderRow, 'total' | 'currency'>, language: Language): string {
  if (total === null) return '';
  const style = currency === null ? {} : ({ style: 'currency', currency } as const);
  return new Intl.NumberFormat(language === 'en' ? 'en-GB' : 'ru', { ...style, maximumFractionDigits: total % 100 === 0 ? 0 : 2, minimumFractionDigits: total % 100 === 0 ? 0 : 2 }).format(total / 100);
}
