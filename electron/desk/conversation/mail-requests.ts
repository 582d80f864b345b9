import { begunMail } from '#contract/new-mail';
import { id } from '#kernel/id';
import { randomUUID } from 'node:crypto';
import type { Place } from '../place';
import { serverAsker } from '../server-asker';
import type { Handlers } from '../verbs';

/** A mail to somebody who did not ask: the server alone knows whether they are a customer already. */
export function mailRequests(atWork: () => Place | null): Pick<Handlers, 'mail.begin'> {
  const ask = serverAsker(atWork);
  return { 'mail.begin': (mail) => ask({ method: 'POST', path: '/mails', body: { ...mail, message: id('message', randomUUID()) } }, begunMail) };
}
