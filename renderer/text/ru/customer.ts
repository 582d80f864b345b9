import type { CustomerTexts } from '../translation';

export const customer: CustomerTexts = {
  'customer.label': 'Клиент',
  'customer.hide': 'Скрыть карточку клиента',
  'customer.since': 'Клиент с {date}',
  'customer.reach': 'Адреса',
  'customer.facts': 'Сведения',
  'customer.history': 'История обращений',
  'customer.historyCount': { one: '{n} контакт', few: '{n} контакта', many: '{n} контактов', other: '{n} контакта' },
  'customer.history.fetching': 'Ищем более ранние контакты…',
  'customer.history.partial': 'Это не вся история: более ранние контакты — только на сервере.',
  'identity.email': 'Эл. почта',
  'identity.chat': 'Посетитель сайта',
  'identity.phone': 'Телефон',
  'identity.telegram': 'Telegram',
  'identity.vk': 'ВКонтакте',
  'identity.max': 'MAX',
  'identity.whatsapp': 'WhatsApp',
  'identity.connect': 'Другая система',
};
