import type { ServerText } from './text';

export const ru: ServerText = {
  unreadableMail: 'Это письмо не удалось безопасно открыть. Оригинал приложен; открывайте его с осторожностью.',
  tooLargeMail: 'Это письмо больше 25 МБ, поэтому оно осталось в почтовом ящике. Откройте его там.',
  unknownSender: 'Неизвестный отправитель',
  unconfirmed: (name) => `${name} (отправитель не подтверждён)`,
  originalFile: 'оригинал.eml',
  forwarded: ({ author, when, subject }) => ['---------- Пересылаемое сообщение ----------', `От: ${author}`, `Дата: ${when}`, `Тема: ${subject}`],
  wrote: ({ author, when }) => `${when}, ${author} пишет:`,
  guest: (number) => `Гость ${number}`,
  transcriptSubject: 'Ваша переписка в чате',
  transcript: 'Здравствуйте! Вы просили прислать переписку из чата. Вот она.',
  you: 'Вы',
  agent: 'Сотрудник',
  previewTitle: 'Чат на странице магазина',
  preview: 'Так чат выглядит на странице. Всё, что вы напишете здесь, увидят сотрудники.',
};
