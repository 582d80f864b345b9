import type { CustomerTexts } from '../translation';

export const customer: CustomerTexts = {
  'customer.label': 'Клиент',
  'customer.hide': 'Скрыть карточку клиента',
  'customer.since': 'Клиент с {date}',
  'customer.none': 'Выберите диалог, чтобы увидеть клиента.',
  'customer.reach': 'Адреса',
  'customer.facts': 'Сведения',
  'customer.history': 'История обращений',
  'customer.historyCount': { one: '{n} контакт', few: '{n} контакта', many: '{n} контактов', other: '{n} контакта' },
  'customer.current': 'открыт сейчас',
  'customer.writes': 'Язык',
  'identity.email': 'Эл. почта',
  'identity.chat': 'Посетитель сайта',
  'identity.phone': 'Телефон',
  'customer.copy': 'Скопировать {value}',
  'customer.copied': 'Скопировано',
};
