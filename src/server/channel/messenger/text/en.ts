import type { MessengerWords } from './messenger-words';

export const en: MessengerWords = {
  unnamed: 'No name',
  edited: (text) => `✎ Message changed to: ${text}`,
  sticker: (emoji) => `[Sticker${emoji === '' ? '' : ` ${emoji}`}]`,
  reaction: (emoji) => `[Reaction ${emoji}]`,
  location: (place) => `[Place on the map: ${place}]`,
  contact: (name, phone) => `[Contact: ${name}, ${phone}]`,
  photo: '[Photo]',
  voice: '[Voice message]',
  video: '[Video]',
  file: (name) => `[File${name === '' ? '' : ` “${name}”`}]`,
  unknown: '[A message of this kind cannot be shown here. Ask the customer to say it in words.]',
  lostFile: (name) => `[The file “${name}” could not be had: it is too large or gone]`,
};
