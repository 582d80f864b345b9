import { templateList } from '#contract/template';
import { z } from 'zod';
import type { Place } from '../place';
import { serverAsker } from '../server-asker';
import type { Handlers } from '../verbs';
import { saidOnce } from './said-once';

/** Answers of approved words: the server alone knows them, and whether the messenger takes others. */
export function templateRequests(atWork: () => Place | null): Pick<Handlers, 'templates.list' | 'template.send'> {
  const ask = serverAsker(atWork);
  const once = saidOnce();
  return {
    'templates.list': ({ channel }) => ask({ method: 'GET', path: `/messengers/${encodeURIComponent(channel)}/templates` }, templateList),
    'template.send': (choice) => once(choice, (message) => ask({ method: 'POST', path: '/templates', body: { ...choice, message } }, z.null())),
  };
}
