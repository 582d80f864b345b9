import type { MacroAction } from '#domain/knowledge/macro';

type Kind = MacroAction['kind'];
type Of<K extends Kind> = Extract<MacroAction, { kind: K }>;

/** The one action of a kind, or none. */
export function actionOf<K extends Kind>(actions: readonly MacroAction[], kind: K): Of<K> | null {
  return actions.find((action): action is Of<K> => action.kind === kind) ?? null;
}

/** With this one in the place of others of its kind; null: without any. */
export function withAction(actions: readonly MacroAction[], kind: Kind, action: MacroAction | null): readonly MacroAction[] {
  const others = actions.filter((one) => one.kind !== kind);
  return action === null ? others : [...others, action];
}

export function tagsOf(actions: readonly MacroAction[]): readonly string[] {
  return actions.flatMap((action) => (action.kind === 'tag' ? [action.tag] : []));
}

/** What stands between commas, each once, as tags beside the other actions. */
export function withTags(actions: readonly MacroAction[], text: string, longest: number): readonly MacroAction[] {
  const tags = [...new Set(text.split(/[,;]/u).map((tag) => tag.trim().replace(/^#/u, '')).filter((tag) => tag !== ''))];
  return [...actions.filter(({ kind }) => kind !== 'tag'), ...tags.map((tag): MacroAction => ({ kind: 'tag', tag: Array.from(tag).slice(0, longest).join('') }))];
}
