import { createHmac } from 'node:crypto';

type Claims = { readonly sub?: string; readonly exp?: number; readonly name?: string; readonly email?: string };

/** What a shop's own server gives its page: a JSON Web Token, by default good for an hour. */
export function signedIdentity(secret: string, claims: Claims, header: object = { alg: 'HS256', typ: 'JWT' }): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const said = `${part(header)}.${part({ exp: Math.floor(Date.now() / 1000) + 3600, ...claims })}`;
  return `${said}.${createHmac('sha256', secret).update(said).digest('base64url')}`;
}
