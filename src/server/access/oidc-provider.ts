import type { Attempt, Provider } from '#db/central/oidc';
import { done, refused, type Outcome } from '#kernel/outcome';
import { minute, type Duration } from '#kernel/instant';
import {
  allowInsecureRequests, authorizationCodeGrant, buildAuthorizationUrl, calculatePKCECodeChallenge, ClientSecretBasic, ClientSecretPost, discovery, enableNonRepudiationChecks,
  type Configuration,
} from 'openid-client';

/** What a provider says of itself is asked again after this. */
const descriptionLife: Duration = 10 * minute;
/** How long a provider may take to answer, in seconds. */
const patience = 10;
/** Signatures that only the provider can make. A secret that both know, or none, proves nothing. */
const signatures: ReadonlySet<string> = new Set(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']);

export type Subject = { readonly issuer: string; readonly subject: string };

/** The OpenID providers of this server's companies: where to send a person, and whom an answer is about. */
export type Providers = {
  readonly addressOf: (provider: Provider, attempt: Attempt) => Promise<Outcome<URL, 'access.providerFailed'>>;
  readonly identify: (provider: Provider, attempt: Attempt, answer: URLSearchParams) => Promise<Outcome<Subject, 'access.providerFailed'>>;
};

export type ProviderPorts = {
  readonly openSecret: (provider: Provider) => string;
  /** A provider that cannot be reached, or whose answer did not hold; for the log, by kind and code. */
  readonly failed: (error: unknown) => void;
};

export function createProviders({ openSecret, failed }: ProviderPorts): Providers {
  const described = new Map<string, { readonly at: number; readonly configuration: Promise<Configuration> }>();

  function configurationOf(provider: Provider): Promise<Configuration> {
    const known = described.get(provider.id);
    if (known !== undefined && performance.now() - known.at < descriptionLife) return known.configuration;
    const configuration = describe(provider, openSecret(provider));
    described.set(provider.id, { at: performance.now(), configuration });
    configuration.catch(() => described.delete(provider.id));
    return configuration;
  }

  async function attempted<Value>(work: () => Promise<Value>): Promise<Outcome<Value, 'access.providerFailed'>> {
    try {
      return done(await work());
    } catch (error) {
      failed(error);
      return refused('access.providerFailed');
    }
  }

  return {
    addressOf: (provider, { state, nonce, verifier }) =>
      attempted(async () =>
        buildAuthorizationUrl(await configurationOf(provider), {
          redirect_uri: doorOf(provider),
          scope: 'openid',
          state,
          nonce,
          code_challenge: await calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
        }),
      ),
    identify: (provider, attempt, answer) =>
      attempted(async () => {
        const checks = { pkceCodeVerifier: attempt.verifier, expectedState: attempt.state, expectedNonce: attempt.nonce, idTokenExpected: true };
        const tokens = await authorizationCodeGrant(await configurationOf(provider), new URL(`${doorOf(provider)}?${answer.toString()}`), checks);
        const claims = tokens.claims();
        if (claims === undefined || !signatures.has(algorithmOf(tokens.id_token ?? ''))) throw new UnprovenError();
        return { issuer: claims.iss, subject: claims.sub };
      }),
  };
}

class UnprovenError extends Error {
  override readonly name = 'UnprovenError';
}

/** A door of its own for each provider: what one of them says is never taken for the word of another. */
function doorOf({ base, id }: Provider): string {
  return new URL(`/session/oidc/callback/${id}`, base).href;
}

async function describe({ issuer, client }: Provider, secret: string): Promise<Configuration> {
  const [basic, posted] = [ClientSecretBasic(secret), ClientSecretPost(secret)];
  const url = new URL(issuer);
  return discovery(
    url,
    client,
    { redirect_uris: [] },
    (server, ...call) => ((server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']).includes('client_secret_basic') ? basic : posted)(server, ...call),
    { timeout: patience, execute: isLoopback(url) ? [allowInsecureRequests, enableNonRepudiationChecks] : [enableNonRepudiationChecks] },
  );
}

/** A provider on this very computer needs no TLS; every other one does. */
export function isLoopback({ hostname }: URL): boolean {
  return hostname === '127.0.0.1' || hostname === '[::1]' || hostname === 'localhost';
}

function algorithmOf(token: string): string {
  const header: unknown = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString('utf8'));
  return typeof header === 'object' && header !== null && 'alg' in header && typeof header.alg === 'string' ? header.alg : 'none';
}
