import { begunMail } from '#contract/new-mail';
import { signatureList } from '#contract/signature';
import { id } from '#kernel/id';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Place } from '../place';
import { serverAsker } from '../server-asker';
import type { Handlers } from '../verbs';

/** Mails to somebody who did not ask, since the server alone knows whether they are a customer already, and what stands below all mails. */
export function mailRequests(atWork: () => Place | null): Pick<Handlers, 'mail.begin' | 'signatures.list' | 'signatures.save'> {
  const ask = serverAsker(atWork);
  return {
    'mail.begin': (mail) => ask({ method: 'POST', path: '/mails', body: { ...mail, message: id('message', randomUUID()) } }, begunMail),
    'signatures.list': () => ask({ method: 'GET', path: '/me/signatures' }, signatureList),
    'signatures.save': (body) => ask({ method: 'PUT', path: '/me/signatures', body }, z.null()),
  };
}
