import type { RequestInput } from '#contract/requests';

export type Credentials = RequestInput<'session.signIn'>;

/** Whom a demonstration signs in by itself. */
export function credentials(text: string | null): Credentials | null {
  const colon = text?.indexOf(':') ?? -1;
  return text === null || colon <= 0 ? null : { email: text.slice(0, colon), password: text.slice(colon + 1) };
}
