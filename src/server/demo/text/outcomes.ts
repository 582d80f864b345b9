import type { OutcomeField, Title } from '#domain/queue/disposition';
import type { DoorName } from '../company-text';

/** What may come of a case of the shop; `door`: of the queue behind it alone. */
export type ShopOutcome = { readonly code: string; readonly door: DoorName | null; readonly title: Title; readonly fields: readonly OutcomeField[] };

export const outcomes: readonly ShopOutcome[] = [
  { code: 'solved', door: null, title: { ru: 'Вопрос решён', en: 'Solved' }, fields: [] },
  { code: 'explained', door: null, title: { ru: 'Ответили на вопрос', en: 'Explained' }, fields: [] },
  { code: 'refund', door: null, title: { ru: 'Возврат денег', en: 'Money returned' }, fields: [{ key: 'sum', title: { ru: 'Сумма', en: 'Amount' }, required: true, takes: { kind: 'number' } }] },
  { code: 'mistaken', door: null, title: { ru: 'Обратились не к нам', en: 'Not for us' }, fields: [] },
  { code: 'moved', door: 'delivery', title: { ru: 'Доставка перенесена', en: 'Delivery moved' }, fields: [{ key: 'when', title: { ru: 'Новый срок', en: 'New date' }, required: true, takes: { kind: 'text' } }] },
  { code: 'offer', door: 'business', title: { ru: 'Отправлено предложение', en: 'Offer sent' }, fields: [{ key: 'sum', title: { ru: 'Сумма предложения', en: 'Sum of the offer' }, required: false, takes: { kind: 'number' } }] },
];

/** Whose queues let no case end without an outcome. */
export const askingDoors: ReadonlySet<DoorName> = new Set<DoorName>(['delivery', 'business']);
