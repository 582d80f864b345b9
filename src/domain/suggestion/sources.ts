import type { ArticleRow } from '../knowledge/article';
import type { MacroRow } from '../knowledge/macro';
import type { Passage } from './passage';

/** An article's parts that answer something. What is for colleagues alone never goes to a customer. */
export function passagesOfArticle({ id, title, audience, category, sections, tags, updatedAt }: ArticleRow): readonly Passage[] {
  if (audience === 'staff') return [];
  const about = [...tags, ...(category === null ? [] : [category])];
  return sections.flatMap(({ heading, text, kind }, place): Passage[] => {
    if (text.trim() === '' || kind === 'opening' || kind === 'closing' || text.length > longest) return [];
    return [{ key: `${id}.${place}`, source: 'article', group: id, title: heading === '' || heading === title ? title : `${heading} ${title}`, text: text.trim(), tags: about, updatedAt }];
  });
}

export function passageOfMacro({ id, title, text, updatedAt }: MacroRow): readonly Passage[] {
  return text.trim() === '' ? [] : [{ key: id, source: 'macro', group: id, title, text: text.trim(), tags: [], updatedAt }];
}

/** Longer ones are for reading, not for answering. */
const longest = 4000;
