import type { Failure } from '#contract/failures';
import { id, type MessageId } from '#kernel/id';
import type { Outcome } from '#kernel/outcome';
import { randomUUID } from 'node:crypto';

/** Of what was not heard, the oldest is forgotten. */
const mostUnheard = 100;

type SayOnce = <Value>(words: object, say: (message: MessageId) => Promise<Outcome<Value, Failure>>) => Promise<Outcome<Value, Failure>>;

/** For what only the server can say: while it is not known whether it heard these words, they are the same message when they are said again. */
export function saidOnce(): SayOnce {
  const unheard = new Map<string, MessageId>();
  return async (words, say) => {
    const key = JSON.stringify(words);
    const message = unheard.get(key) ?? id('message', randomUUID());
    unheard.set(key, message);
    for (const oldest of [...unheard.keys()].slice(0, -mostUnheard)) unheard.delete(oldest);
    const outcome = await say(message);
    if (outcome.ok || !mayBeDone(outcome.code)) unheard.delete(key);
    return outcome;
  };
}

function mayBeDone(code: Failure): boolean {
  return code.startsWith('network.') || code.startsWith('server.');
}
