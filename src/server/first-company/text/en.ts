import type { FirstCompanyText } from './text';

export const en: FirstCompanyText = {
  company: 'My company',
  team: 'Support',
  queue: 'Requests',
  mail: 'Support',
  chat: 'Website chat',
  person: 'Admin',
};
