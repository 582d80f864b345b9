import type { Failure } from '#contract/failures';
import { templateList } from '#contract/template';
import { id, type MessageId } from '#kernel/id';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Place } from '../place';
import { serverAsker } from '../server-asker';
import type { Handlers } from '../verbs';

/** Of what was not heard, the oldest is forgotten. */
const mostUnheard = 100;

/** Answers of approved words: the server alone knows them, and whether the messenger takes others. */
export function templateRequests(atWork: () => Place | null): Pick<Handlers, 'templates.list' | 'template.send'> {
  const ask = serverAsker(atWork);
  /** Said, and not known to have been heard: said again they are the same messages. */
  const unheard = new Map<string, MessageId>();
  return {
    'templates.list': ({ channel }) => ask({ method: 'GET', path: `/messengers/${encodeURIComponent(channel)}/templates` }, templateList),
    'template.send': async (choice) => {
      const words = JSON.stringify(choice);
      const message = unheard.get(words) ?? id('message', randomUUID());
      unheard.set(words, message);
      for (const oldest of [...unheard.keys()].slice(0, -mostUnheard)) unheard.delete(oldest);
      const outcome = await ask({ method: 'POST', path: '/templates', body: { ...choice, message } }, z.null());
      if (outcome.ok || !mayBeDone(outcome.code)) unheard.delete(words);
      return outcome;
    },
  };
}

function mayBeDone(code: Failure): boolean {
  return code.startsWith('network.') || code.startsWith('server.');
}
