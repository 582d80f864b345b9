import type { KitTexts } from '../translation';

export const kit: KitTexts = {
  'channel.email': 'Почта',
  'channel.chat': 'Чат',
  'channel.telegram': 'Telegram',
  'channel.vk': 'ВКонтакте',
  'channel.max': 'MAX',
  'channel.whatsapp': 'WhatsApp',
  'channel.connect': 'Другая система',
  'time.now': 'сейчас',
  'time.minutes': '{n} мин',
  'time.yesterday': 'вчера',
  'time.today': 'Сегодня',
  'time.yesterdayTitle': 'Вчера',
  'size.bytes': '{n} Б',
  'size.kilobytes': '{n} КБ',
  'size.megabytes': '{n} МБ',
  'sla.running': 'До норматива первого ответа {time}',
  'sla.breached': 'Первый ответ опаздывает на {time}',
  'sla.missed': 'Первый ответ опоздал на {time}',
  'sla.untrusted': 'Приблизительно: часы этого компьютера ещё не сверены с сервером.',
  'case.number': '№ {number}',
};
