import { en } from './en';
import { ru } from './ru';

/** What the parts of a first company are called until somebody renames them. */
export type FirstCompanyText = {
  readonly company: string;
  readonly team: string;
  readonly queue: string;
  readonly mail: string;
  readonly chat: string;
  readonly person: string;
};

export const firstCompanyTexts: Readonly<Record<'ru' | 'en', FirstCompanyText>> = { ru, en };
