import type { PersonId, TeamId } from '#kernel/id';

/** What a role opens: screens and verbs. What rows a person sees is decided by teams. */
export const roles = ['agent', 'supervisor', 'trainer', 'editor', 'administrator'] as const;
export type Role = (typeof roles)[number];

export type TeamRow = { readonly id: TeamId; readonly name: string; readonly version: number };

/** What colleagues may know of a person. Addresses and secrets stand in rows that never replicate. */
export type PersonRow = {
  readonly id: PersonId;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly teams: readonly TeamId[];
  readonly version: number;
};
