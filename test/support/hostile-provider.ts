import { createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

type Claims = Readonly<Record<string, unknown>>;
/** Made once: a pair takes most of a second. */
const [published, unpublished] = [generateKeyPairSync('rsa', { modulusLength: 2048 }), generateKeyPairSync('rsa', { modulusLength: 2048 })];

type Token = { readonly header: Claims; readonly claims: Claims };

/** An OpenID provider of a few lines, that says what a test wants it to say; honest until it is told otherwise. */
export class HostileProvider {
  readonly #server: Server;
  /** What the token endpoint says for a code; a code works as often as it is brought: the asker must know better. */
  forge: (honest: Token) => string = ({ header, claims }) => this.signed({ header, claims });
  nonce = '';
  tokensGiven = 0;

  private constructor() {
    this.#server = createServer((request, response) => {
      const answer = this.#answer(new URL(request.url ?? '/', this.issuer).pathname);
      response.writeHead(answer === null ? 404 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  }

  static async open(): Promise<HostileProvider> {
    const provider = new HostileProvider();
    await new Promise<void>((resolve) => void provider.#server.listen(0, '127.0.0.1', resolve));
    return provider;
  }

  get issuer(): string {
    // checked: it listens on a port, not on a pipe
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => void this.#server.close(() => resolve()));
  }

  signed({ header, claims }: Token, key: KeyObject = published.privateKey): string {
    const body = `${part(header)}.${part(claims)}`;
    return `${body}.${sign('sha256', Buffer.from(body), key).toString('base64url')}`;
  }

  /** Signed by a key that nobody has published. */
  signedByStranger(token: Token): string {
    return this.signed(token, unpublished.privateKey);
  }

  unsigned({ header, claims }: Token): string {
    return `${part({ ...header, alg: 'none' })}.${part(claims)}.`;
  }

  /** The public key, which everybody has, taken for a shared secret. */
  signedByPublicKey({ header, claims }: Token): string {
    const body = `${part({ ...header, alg: 'HS256' })}.${part(claims)}`;
    const secret = published.publicKey.export({ type: 'spki', format: 'pem' });
    return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`;
  }

  #answer(path: string): unknown {
    const { issuer } = this;
    if (path === '/.well-known/openid-configuration') {
      return {
        issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/keys`, response_types_supported: ['code'],
        subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'], authorization_response_iss_parameter_supported: true,
      };
    }
    if (path === '/keys') return { keys: [{ ...published.publicKey.export({ format: 'jwk' }), kid: 'k', use: 'sig', alg: 'RS256' }] };
    if (path !== '/token') return null;
    this.tokensGiven += 1;
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: issuer, aud: 'otklik', sub: 'subject-1', iat: now, exp: now + 300, nonce: this.nonce, email: 'anna@shop.example', email_verified: true };
    return { access_token: 'a', token_type: 'Bearer', id_token: this.forge({ header: { alg: 'RS256', kid: 'k', typ: 'JWT' }, claims }) };
  }
}

function part(value: Claims): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
