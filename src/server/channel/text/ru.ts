import type { ServerText } from './text';

export const ru: ServerText = {
  unreadableMail: 'Это письмо не удалось безопасно открыть. Оригинал приложен; открывайте его с осторожностью.',
  originalFile: 'оригинал.eml',
  guest: (number) => `Гость ${number}`,
};
