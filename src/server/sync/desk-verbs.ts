import { fromDesk, fromServer, type FromDesk } from '#contract/protocol';
import type { Verb } from '../socket';
import { everyone } from '../route';

const people = { for: 'people', roles: 'any' } as const;
const input = fromDesk;
const output = fromServer;

/** What a desk may send. `hello` is the entrance; rules about single rows stand in the mutators that they run. */
export const deskVerbs = {
  hello: { input, output, access: everyone, audit: 'none', rate: { per: 'session', burst: 20, perSecond: 1 } },
  push: { input, output, access: people, audit: 'none', rate: { per: 'session', burst: 200, perSecond: 50 } },
  command: { input, output, access: people, audit: 'change', rate: { per: 'session', burst: 50, perSecond: 10 } },
  typing: { input, output: null, access: people, audit: 'none', rate: { per: 'session', burst: 20, perSecond: 2 } },
  ping: { input, output, access: people, audit: 'none', rate: { per: 'session', burst: 20, perSecond: 1 } },
} as const satisfies { readonly [Name in FromDesk['t']]: Verb };
