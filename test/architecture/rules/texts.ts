import type { Rule } from '../rule';
import { look } from '../source-file';

/** Rules of the alphabet, told in its letters. */
const letterRules = new Set(['src/domain/matching/stem/russian.ts', 'src/server/channel/email/header-charset.ts']);

/** Where sentences for people stand, one file per language. */
const textFiles = /^(test\/|renderer\/text\/|src\/server\/access\/text\/|src\/server\/channel\/(text\/|messenger\/(docs\/)?text\/|bot\/text\/|chat\/text\.ts$)|src\/server\/demo\/(text|company)\/|src\/server\/demo-page\/text\/|src\/server\/first-company\/text\/|src\/server\/import\/text\/|src\/server\/api\/text\/|src\/domain\/(bot|search)\/phrases\/|src\/domain\/knowledge\/section-marks\.ts$|src\/widget\/text\/|electron\/main\/text\/)/;
const spoken = new Set(['title', 'label', 'placeholder', 'alt', 'aria-label', 'aria-description', 'description']);

export const texts: Rule = {
  name: 'a sentence that a person reads stands in a text file, once per language',
  check: (file) =>
    textFiles.test(file.path) || letterRules.has(file.path)
      ? []
      : look(file, (note) => ({
          Literal: (node) => {
            if (typeof node.value === 'string' && hasCyrillic(node.value)) note(node, 'Russian text in code');
          },
          TemplateElement: (node) => {
            if (hasCyrillic(node.value.raw)) note(node, 'Russian text in code');
          },
          JSXText: (node) => {
            if (/\p{L}{2}/u.test(node.value)) note(node, 'visible text in code');
          },
          JSXAttribute: (node) => {
            const name = node.name.type === 'JSXIdentifier' ? node.name.name : '';
            if (spoken.has(name) && node.value?.type === 'Literal' && /\p{L}{2}/u.test(node.value.raw ?? '')) note(node, 'visible text in code');
          },
        })),
  planted: [
    { path: 'renderer/queue/A.tsx', text: 'export const A = () => <p>Queue</p>;' },
    { path: 'renderer/queue/B.tsx', text: 'export const B = () => <input placeholder="Search" />;' },
    { path: 'src/server/a.ts', text: "export const hello = 'Здравствуйте';" },
    { path: 'src/domain/queue/a.ts', text: 'export const hello = `Очередь ${1}`;' },
  ],
  allowed: [
    { path: 'renderer/queue/A.tsx', text: 'export const A = () => <p title={text.queue}>{text.queue}</p>;' },
    { path: 'renderer/text/ru.ts', text: "export const ru = { queue: 'Очередь' };" },
    { path: 'src/kernel/text.ts', text: "export const folded = (text: string): string => text.replaceAll('ё', 'е');" },
  ],
};

/** Two letters in a row: a single letter is a rule of the alphabet, not a sentence. */
function hasCyrillic(text: string): boolean {
  return /\p{Script=Cyrillic}{2}/u.test(text);
}
