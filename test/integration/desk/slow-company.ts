import { id } from '#kernel/id';
import { minute } from '#kernel/instant';
import { team } from './small-company';

/** What a `SlowServer` says of its people, who are known by the first part of their address. */
export const tenant = id('tenant', 'shop');

export const meOf = (name: string): object => ({ id: id('person', name), tenant, name, roles: ['agent'], teams: [team] });

export const grant = (name: string, lasts = 10 * minute): { status: number; body: unknown } => ({
  status: 200,
  body: { access: `access of ${name}`, accessUntil: Date.now() + lasts, refresh: `refresh of ${name}`, now: Date.now(), offlineDays: 7, me: meOf(name) },
});

export const signIn = (lasts?: number) => (body: unknown) => grant((body as { email: string }).email.split('@')[0] ?? '', lasts);

export const ok = { status: 200, body: null };
