import { sectionKinds, type Section } from './article';
import { withBreaks } from './paragraphs';
import { marks } from './section-marks';

/**
 * An article as one text: headings begin its sections, and a word in curly brackets behind a heading says what the section is for.
 * Read without expressions that look back: a line may have a million letters.
 */
export function sectionsOf(text: string): readonly Section[] {
  const sections: Section[] = [];
  let head: Pick<Section, 'heading' | 'kind'> | null = null;
  let lines: string[] = [];
  const close = (): void => {
    const body = withBreaks(trimmed(lines));
    if (head !== null || body !== '') sections.push({ ...(head ?? { heading: '', kind: 'text' }), text: body });
    lines = [];
  };
  for (const line of text.replaceAll('\r\n', '\n').replaceAll('\r', '\n').split('\n')) {
    const title = titleOf(line);
    if (title === null) lines.push(line);
    else {
      close();
      head = headOf(title);
    }
  }
  close();
  return sections;
}

/** Null for a line that is no heading. */
function titleOf(line: string): string | null {
  const start = line.trimStart();
  if (line.length - start.length > 3 || !start.startsWith('#')) return null;
  const level = Array.from(start.slice(0, 7)).findIndex((letter) => letter !== '#');
  const depth = level < 0 ? start.length : level;
  const rest = start.slice(depth);
  return depth <= 6 && (rest === '' || rest.startsWith(' ') || rest.startsWith('\t')) ? rest.trim() : null;
}

function headOf(title: string): Pick<Section, 'heading' | 'kind'> {
  const plain = withoutClosing(title);
  const open = plain.lastIndexOf('{');
  const word = plain.endsWith('}') && open >= 0 ? plain.slice(open + 1, -1).toLowerCase() : null;
  const kind = sectionKinds.find((one) => one !== 'text' && (marks.ru[one] === word || marks.en[one] === word));
  return kind === undefined ? { heading: plain, kind: 'text' } : { heading: plain.slice(0, open).trim(), kind };
}

/** Markdown lets a heading end as it began. */
function withoutClosing(title: string): string {
  let end = title.length;
  while (end > 0 && title[end - 1] === '#') end -= 1;
  return end === 0 || title[end - 1] === ' ' || title[end - 1] === '\t' ? title.slice(0, end).trim() : title;
}

/** Without empty lines around it; what its first line is indented by stays. */
function trimmed(lines: readonly string[]): string {
  const first = lines.findIndex((line) => line.trim() !== '');
  if (first < 0) return '';
  return lines.slice(first, lines.findLastIndex((line) => line.trim() !== '') + 1).join('\n').trimEnd();
}

export function textOf(sections: readonly Section[], language: 'ru' | 'en'): string {
  return sections
    .map(({ heading, text, kind }, at) => {
      if (at === 0 && heading === '' && kind === 'text') return text;
      const line = ['##', heading, ...(kind === 'text' ? [] : [`{${marks[language][kind]}}`])].filter((part) => part !== '').join(' ');
      return text === '' ? line : `${line}\n${text}`;
    })
    .join('\n\n');
}
