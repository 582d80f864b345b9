import type { FirstCompanyText } from './text';

export const ru: FirstCompanyText = {
  company: 'Моя компания',
  team: 'Поддержка',
  queue: 'Обращения',
  mail: 'Служба поддержки',
  chat: 'Чат на сайте',
  person: 'Админ',
};
