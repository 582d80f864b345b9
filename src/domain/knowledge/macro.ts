import type { MacroId, PersonId, TeamId } from '#kernel/id';
import type { Instant } from '#kernel/instant';

export const macroStatuses = ['waiting', 'resolved'] as const;
export const macroPriorities = ['low', 'normal', 'high', 'urgent'] as const;
/** When what a macro puts aside comes back; mornings are at nine of the agent's clock. */
export const macroSnoozes = ['inTwoHours', 'tomorrow', 'inThreeDays', 'nextMonday'] as const;

/** What a macro does to the case besides its text. `assign` to null: to whoever uses it. */
export type MacroAction =
  | { readonly kind: 'assign'; readonly to: PersonId | null }
  | { readonly kind: 'tag'; readonly tag: string }
  | { readonly kind: 'status'; readonly status: (typeof macroStatuses)[number] }
  | { readonly kind: 'snooze'; readonly until: (typeof macroSnoozes)[number] }
  | { readonly kind: 'priority'; readonly priority: (typeof macroPriorities)[number] };

/** An answer that is written once. Words in curly brackets are filled in: `{name}`; `[[name]]` stands for a fact of an article. */
export type MacroRow = {
  readonly id: MacroId;
  readonly title: string;
  readonly text: string;
  readonly language: 'ru' | 'en' | null;
  readonly actions: readonly MacroAction[];
  /** Whose agents see it; null: all of the company. */
  readonly teams: readonly TeamId[] | null;
  readonly updatedAt: Instant;
  readonly version: number;
};

export const macroBounds = { actions: 10, teams: 100, tag: 40 } as const;

export function isMacroFor({ teams }: Pick<MacroRow, 'teams'>, of: readonly TeamId[]): boolean {
  return teams === null || teams.some((team) => of.includes(team));
}
