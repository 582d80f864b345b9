import type { CompanyText } from './company-text';
import { company as en } from './text/en/company';
import { company as ru } from './text/ru/company';

export const companyTexts: Readonly<Record<'ru' | 'en', CompanyText>> = { ru, en };
