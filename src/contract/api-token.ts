import { z } from 'zod';
import { personId, tokenId } from './ids';
import { limits } from './limits';
import { storableLine } from './storable-line';

/** What a token opens of the public API. */
export const apiScopes = [
  'customers:read', 'cases:read', 'conversations:read', 'conversations:write', 'orders:read', 'orders:write', 'articles:read', 'articles:write', 'macros:read', 'macros:write',
] as const;
const apiScope = z.enum(apiScopes);
export type ApiScope = z.infer<typeof apiScope>;

/** Tokens of one company that are not revoked. */
export const mostTokens = 100;

/** `POST /api-tokens`: `person` is who the program acts for: its notes and answers bear that name. */
export const newApiToken = z.strictObject({
  name: storableLine(limits.line).min(1),
  person: personId,
  scopes: z.array(apiScope).min(1).max(apiScopes.length),
  /** Null: until it is revoked. */
  days: z.int().min(1).max(3650).nullable(),
});

export const apiToken = z.strictObject({
  id: tokenId,
  name: z.string(),
  person: personId,
  scopes: z.array(apiScope),
  madeAt: z.number(),
  endsAt: z.number().nullable(),
  usedAt: z.number().nullable(),
});
export type ApiToken = z.infer<typeof apiToken>;

export const apiTokenList = z.strictObject({ tokens: z.array(apiToken) });

/** The token itself, shown this once. */
export const madeApiToken = z.strictObject({ token: apiToken, secret: z.string() });
