import type { ArticleId } from '#kernel/id';
import { create } from 'zustand';

type KnowledgeState = {
  readonly search: string;
  readonly category: string | null;
  /** Only what should be looked at again. */
  readonly due: 'mine' | 'all' | null;
  readonly chosen: ArticleId | null;
  /** `id` null: a new one. */
  readonly editing: { readonly id: ArticleId | null } | null;
  readonly into: 'reply' | 'note';
};

const begin: KnowledgeState = { search: '', category: null, due: null, chosen: null, editing: null, into: 'reply' };

/** What a person looked for last stands there when they come again. */
export const useKnowledge = create<KnowledgeState>(() => begin);

export function lookFor(wanted: Partial<KnowledgeState>): void {
  useKnowledge.setState(wanted);
}

/** What one person looked for is not what the next one begins with. */
export function forgetKnowledge(): void {
  useKnowledge.setState(begin);
}
