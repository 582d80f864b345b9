import type { MessengerWords } from './messenger-words';

export const ru: MessengerWords = {
  unnamed: 'Без имени',
  edited: (text) => `✎ Сообщение исправлено: ${text}`,
  sticker: (emoji) => `[Стикер${emoji === '' ? '' : ` ${emoji}`}]`,
  reaction: (emoji) => `[Реакция ${emoji}]`,
  location: (place) => `[Место на карте: ${place}]`,
  contact: (name, phone) => `[Контакт: ${name}, ${phone}]`,
  photo: '[Фотография]',
  voice: '[Голосовое сообщение]',
  video: '[Видео]',
  file: (name) => `[Файл${name === '' ? '' : ` «${name}»`}]`,
  unknown: '[Сообщение такого вида здесь не показать. Попросите клиента написать словами.]',
  lostFile: (name) => `[Файл «${name}» получить не удалось: он слишком велик или уже удалён]`,
};
