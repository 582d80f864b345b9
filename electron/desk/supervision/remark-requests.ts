import { randomUUID } from 'node:crypto';
import type { Failure } from '#contract/failures';
import type { Intent } from '#domain/mutators';
import { id } from '#kernel/id';
import { done, refused, type Outcome } from '#kernel/outcome';
import { writable } from '#kernel/text';
import type { Place } from '../place';
import type { Handlers } from '../verbs';

/** What a supervisor says about a case. Ids of new rows are made here: the window has no dice. */
export function remarkRequests(atWork: () => Place | null): Pick<Handlers, 'remark.add' | 'remark.remove'> {
  const mutate = async (intent: Intent): Promise<Outcome<null, Failure>> => {
    const outcome = await atWork()?.mutate(intent);
    if (outcome === undefined) return refused('access.signedOut');
    return outcome.ok ? done(null) : outcome;
  };
  return {
    'remark.add': ({ conversation, text }) => mutate({ name: 'remark.add', args: { remark: id('remark', randomUUID()), conversation, text: writable(text) } }),
    'remark.remove': (args) => mutate({ name: 'remark.remove', args }),
  };
}
