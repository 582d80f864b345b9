import { apiScopes, type ApiScope } from '#contract/api-token';
import { addToken } from '#db/central/api-tokens';
import type { Central } from '#db/central/open';
import { id, type PersonId, type TenantId } from '#kernel/id';
import { hashOfSecret, newSecret } from '#server/api/tokens';
import { randomUUID } from 'node:crypto';

/** The token of a program that acts for a person. */
export async function newProgram(db: Central, { tenant, person, scopes = apiScopes }: { readonly tenant: TenantId; readonly person: PersonId; readonly scopes?: readonly ApiScope[] }): Promise<string> {
  const secret = newSecret();
  const token = { tenant, id: id('token', randomUUID()), name: 'Program', person, scopes: [...scopes], madeBy: person, madeAt: Date.now(), endsAt: null };
  await db.transaction((tx) => addToken(tx, { ...token, hash: hashOfSecret(secret) }));
  return secret;
}
