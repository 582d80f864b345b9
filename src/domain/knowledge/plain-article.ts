import type { Section } from './article';

/** As a customer reads it. What opens, closes or states a fact speaks for itself; the rest keeps its headings. */
export function plainOf(sections: readonly Section[]): string {
  return sections.map(({ heading, text, kind }) => [...(heading !== '' && (kind === 'text' || kind === 'steps') ? [heading] : []), text].filter((part) => part !== '').join('\n')).filter((part) => part !== '').join('\n\n');
}
