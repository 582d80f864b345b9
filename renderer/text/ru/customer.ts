import type { CustomerTexts } from '../translation';

export const customer: CustomerTexts = {
  'customer.label': 'Клиент',
  'customer.hide': 'Скрыть карточку клиента',
  'customer.since': 'Клиент с {date}',
  'customer.reach': 'Адреса',
  'customer.facts': 'Сведения',
  'customer.history': 'История обращений',
  'customer.historyCount': { one: '{n} контакт', few: '{n} контакта', many: '{n} контактов', other: '{n} контакта' },
  'identity.email': 'Эл. почта',
  'identity.chat': 'Посетитель сайта',
  'identity.phone': 'Телефон',
};
