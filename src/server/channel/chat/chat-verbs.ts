import { fromChat, fromVisitor, type FromVisitor } from '#contract/chat';
import type { Rate } from '../../rate';
import { everyone } from '../../route';
import type { Verb } from '../../socket';

/** What one page may do; a person is far below, a page that comes back with a full outbox is slowed down. */
export const chatRates: Readonly<Record<FromVisitor['t'], Rate>> = {
  hello: { per: 'session', burst: 2, perSecond: 0.1 },
  say: { per: 'session', burst: 30, perSecond: 3 },
  leave: { per: 'session', burst: 3, perSecond: 0.05 },
  transcript: { per: 'session', burst: 2, perSecond: 0.05 },
  rate: { per: 'session', burst: 5, perSecond: 0.2 },
  typing: { per: 'session', burst: 5, perSecond: 0.5 },
  seen: { per: 'session', burst: 30, perSecond: 5 },
  earlier: { per: 'session', burst: 10, perSecond: 1 },
  file: { per: 'session', burst: 20, perSecond: 1 },
  ping: { per: 'session', burst: 5, perSecond: 0.5 },
};

/** Visitors are nobody: every verb is open, and reaches only what the visitor's own token names. */
export const chatVerbs: Readonly<Record<string, Verb>> = Object.fromEntries(
  fromVisitor.options.map((input): [string, Verb] => {
    const name = input.shape.t.value;
    return [name, { input, output: name === 'typing' || name === 'seen' ? null : fromChat, access: everyone, rate: chatRates[name], audit: 'none' }];
  }),
);
