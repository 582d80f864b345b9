import { expect, test } from 'vitest';
import { languages, translations, type Language } from '../../../renderer/text/say';

/** Second words for what the product calls by one. */
const seconds: Readonly<Record<Language, Readonly<Record<string, RegExp>>>> = {
  ru: { тег: /(?<![а-яё])(?:метк|меток|тэг)/i, оператор: /(?<![а-яё])агент/i, клиент: /заказчик|покупател/i, обращение: /тикет|заявк/i, файл: /вложени/i, связь: /(?:без|нет|пропала) сет[иь]/i },
  en: { 'e-mail': /(?<!-)\bmails?\b/i, case: /\bticket/i, file: /\battachment/i, connection: /\b(?:no|without a|the) network/i },
};

test.each(languages)('one thing has one word in the texts of the window: %s', (language) => {
  const texts = Object.entries(translations[language]).flatMap(([key, entry]) => (typeof entry === 'string' ? [entry] : Object.values(entry)).map((text) => ({ key, text })));
  const found = Object.entries(seconds[language]).flatMap(([word, second]) => texts.filter(({ text }) => second.test(text)).map(({ key }) => `${key}: ${word}`));
  expect(found).toEqual([]);
});
