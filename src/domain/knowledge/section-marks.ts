import type { SectionKind } from './article';

/** What the marks are called; both languages are understood everywhere. */
export const marks = {
  ru: { opening: 'начало', fact: 'факт', steps: 'шаги', closing: 'завершение' },
  en: { opening: 'opening', fact: 'fact', steps: 'steps', closing: 'closing' },
} as const satisfies Readonly<Record<'ru' | 'en', Readonly<Record<Exclude<SectionKind, 'text'>, string>>>>;
