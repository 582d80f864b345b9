export type Language = 'ru' | 'en';

const looked = 600;
const letters = { ru: /\p{Script=Cyrillic}/gu, en: /\p{Script=Latin}/gu } as const;
/** A word of the other language, such as a name of a product, changes nothing. */
const most = 0.7;

/** In which of our two languages a text is written, by its letters; null for one of neither, of both, or without letters. */
export function languageOf(text: string): Language | null {
  const begin = text.slice(0, looked).replaceAll(/\{[^{}]*\}|\bhttps?:\S+/gu, '');
  const [ru, en] = [begin.match(letters.ru)?.length ?? 0, begin.match(letters.en)?.length ?? 0];
  if (ru + en === 0) return null;
  return ru / (ru + en) >= most ? 'ru' : en / (ru + en) >= most ? 'en' : null;
}
