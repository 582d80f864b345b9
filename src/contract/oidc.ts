import { z } from 'zod';
import { personId } from './ids';
import { limits } from './limits';
import { storableLine } from './storable-line';

const secret = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const webAddress = z.url({ protocol: /^https?$/ }).max(500);

/** `POST /oidc/providers`: whom this company trusts to say who somebody is. */
export const newProvider = z.strictObject({
  name: storableLine(80),
  issuer: webAddress,
  client: storableLine(limits.line),
  secret: z.string().min(1).max(limits.line),
  /** The address of this server as the provider knows it: it sends browsers back there, and nowhere else. */
  base: webAddress,
});

/** `POST /oidc/links`: this subject of this provider is this person. An address is no proof and links nobody. */
export const newLink = z.strictObject({ provider: z.uuid(), subject: storableLine(255), person: personId });

/** What the sign-in screen may know of a provider. */
export const providers = z.array(z.strictObject({ id: z.uuid(), name: z.string() }));

/** `POST /session/oidc`: `challenge` is the SHA-256 of a secret that only this desk holds; `port` is where it listens on its own computer. */
export const beginOutside = z.strictObject({ provider: z.uuid(), challenge: secret, port: z.int().min(1024).max(65_535), device: storableLine(limits.line) });
export const begunOutside = z.strictObject({ attempt: z.uuid(), address: z.url() });

/** `POST /session/oidc/finish`: both the desk's secret and the code that the browser brought to this computer. */
export const finishOutside = z.strictObject({ attempt: z.uuid(), secret, code: secret });
