import type { ServerText } from './text';

export const en: ServerText = {
  unreadableMail: 'This e-mail could not be opened safely. The original is attached; open it with care.',
  originalFile: 'original.eml',
  guest: (number) => `Guest ${number}`,
};
