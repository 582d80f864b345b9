import { fromDesk, fromServer, type FromDesk } from '#contract/protocol';
import type { Verb } from '../socket';
import { everyone } from '../route';

const people = { for: 'people', roles: 'any' } as const;
const output = fromServer;

function inputOf(verb: FromDesk['t']): Verb['input'] {
  const input = fromDesk.options.find((option) => option.shape.t.value === verb);
  if (input === undefined) throw new Error(`no frame is called ${verb}`);
  return input;
}

/** What a desk may send. `hello` is the entrance; rules about single rows stand in the mutators that they run. */
export const deskVerbs = {
  hello: { input: inputOf('hello'), output, access: everyone, audit: 'none', rate: { per: 'session', burst: 20, perSecond: 1 } },
  /** Most of what it does stands in rows with who did it; the rest the push itself tells the audit log. */
  push: { input: inputOf('push'), output, access: people, audit: 'change', rate: { per: 'session', burst: 200, perSecond: 50 } },
  command: { input: inputOf('command'), output, access: people, audit: 'change', rate: { per: 'session', burst: 50, perSecond: 10 } },
  typing: { input: inputOf('typing'), output: null, access: people, audit: 'none', rate: { per: 'session', burst: 20, perSecond: 2 } },
  ping: { input: inputOf('ping'), output, access: people, audit: 'none', rate: { per: 'session', burst: 20, perSecond: 1 } },
} as const satisfies { readonly [Name in FromDesk['t']]: Verb };
