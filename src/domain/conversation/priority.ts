/** How soon a case wants to be looked at, by the judgement of a person; from least to most. */
export const priorities = ['low', 'normal', 'high', 'urgent'] as const;
export type Priority = (typeof priorities)[number];
