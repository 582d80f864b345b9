import { macroBounds } from '#domain/knowledge/macro';
import { z } from 'zod';
import { macroId, teamId } from './ids';
import { macro, macroAction } from './knowledge';
import { limits } from './limits';
import { properLine } from './proper-name';

/** `POST /macros` and `PUT /macros/:macro`. One without a text only does something. Words in curly brackets are filled in: `{name}`, `{order}`. */
export const macroValues = z
  .strictObject({
    title: properLine(limits.line),
    text: z.string().max(limits.messageText).refine((text) => !text.includes('\u0000')),
    language: z.enum(['ru', 'en']).nullable(),
    actions: z.array(macroAction).max(macroBounds.actions).readonly(),
    /** Whose agents see it; null: all of the company. */
    teams: z.array(teamId).min(1).max(macroBounds.teams).readonly().nullable(),
  })
  .refine(({ text, actions }) => text.trim() !== '' || actions.length > 0);
export type MacroValues = z.infer<typeof macroValues>;

export type Macro = z.infer<typeof macro>;

/** `GET /macros`, by title; `more`: there are others, which the API tells page by page. */
export const macroList = z.strictObject({ macros: z.array(macro).readonly(), more: z.boolean() });
export const macroNamed = z.strictObject({ macro: macroId });
