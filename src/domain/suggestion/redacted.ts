/** Who and what may be named in a conversation. */
export type Named = { readonly customer: string; readonly people: readonly string[] };

const patterns: readonly (readonly [RegExp, string])[] = [
  [/\bhttps?:\/\/\S+|\bwww\.\S+/giu, '{link}'],
  [/[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+\.\p{L}{2,}/giu, '{mail}'],
  // Cards: 13 to 19 digits with single spaces or dashes between.
  [/\b\d(?:[ -]?\d){12,18}\b/gu, '{card}'],
  [/(?:\+|\b00)\d(?:[\s()-]*\d){8,13}\b|\b[78](?:[\s()-]*\d){10}\b|\(\d{3,5}\)[\s-]*\d(?:[\s-]*\d){4,8}\b/gu, '{phone}'],
  [/(?<!\p{L})(?:[Уу]л(?:\.|иц[аеуы])|[Пп]р(?:-т|осп\.|оспект[еа]?)|[Пп]ер(?:\.|еул(?:ок|ке))|[Бб]ул(?:\.|ьвар[еа]?)|[Нн]аб(?:\.|ережн(?:ая|ой))|[Шш]оссе)\s*(?:[\p{Lu}\d][\p{L}\d-]*\s?){1,3}(?:,?\s*(?:д(?:ом)?|кв|оф|корп|стр|под)?\.?\s*\d+\p{L}?)*/gu, '{address}'],
  [/(?<![\p{L}\p{N}])\d{1,5}\s+(?:\p{Lu}\p{L}+\s+){1,3}(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd)\b\.?/gu, '{address}'],
  [/(?<![\p{L}\p{N}])\p{Lu}{1,4}[-–]?\d{3,}(?:[-–/]\d+)*(?![\p{L}\p{N}])/gu, '{order}'],
  [/(?:№|#|(?<=заказ\p{L}{0,3}\s)|(?<=order\s)|(?<=заявк\p{L}{0,3}\s)|(?<=case\s))\s?\d[\d-]{2,}/giu, '{order}'],
  [/(?<!\d)\d{5,}(?!\d)/gu, '{number}'],
];

/** A text without what points to a person: names, phones, mails, addresses, cards and numbers of orders become slots. */
export function redacted(text: string, { customer, people }: Named): string {
  const plain = patterns.reduce((left, [pattern, as]) => left.replaceAll(pattern, as), text);
  return withoutNames(withoutNames(plain, [customer], '{name}'), people, '{agent}');
}

function withoutNames(text: string, names: readonly string[], as: string): string {
  const words = names.flatMap((name) => name.split(/[\s,]+/u)).filter((word) => word.length >= 3 && /^\p{L}[\p{L}'-]*$/u.test(word));
  if (words.length === 0) return text;
  // Who has a yo in their name is mostly written to with an ye.
  const stems = [...new Set(words)].map((word) => (word.length > 4 ? word.slice(0, -1) : word).normalize('NFC').replaceAll(/[\u0435\u0451]/giu, '[\\u0435\\u0451]'));
  // A name with its endings, and several of its words in a row as one.
  const one = `(?:${stems.join('|')})\\p{L}{0,3}`;
  return text.replaceAll(new RegExp(`(?<!\\p{L})${one}(?:\\s+${one})*(?!\\p{L})`, 'giu'), as);
}
