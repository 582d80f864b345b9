import { searchable, singleLine } from '#kernel/text';

/** Tags that one case carries at most, and characters of one. */
export const tagBounds = { most: 20, length: 40 } as const;

/** A tag as it is kept: one spelling for what people type in several. Null for one that says nothing or too much. */
export function normalTag(typed: string): string | null {
  const tag = searchable(singleLine(typed)).replace(/^#+/, '').trim().replaceAll(/\s+/g, ' ').replaceAll(/[,;#"]/g, '');
  return tag === '' || Array.from(tag).length > tagBounds.length ? null : tag;
}

/** What a case carries after tags come and go, in one order whoever sets them first. Null where one of them is no tag, or they are too many. */
export function changedTags(before: readonly string[], { add, remove }: { readonly add: readonly string[]; readonly remove: readonly string[] }): readonly string[] | null {
  const added = add.map(normalTag);
  const removed = new Set(remove.map(normalTag));
  const after = new Set(before.filter((tag) => !removed.has(tag)));
  for (const tag of added) {
    if (tag === null) return null;
    after.add(tag);
  }
  return after.size > tagBounds.most ? null : [...after].sort();
}
