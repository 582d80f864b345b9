import { absence, absenceList } from '#contract/absence';
import { mailFrameList } from '#contract/mail-frame';
import { queueMailboxList } from '#contract/queue-mailbox';
import { senderNamed } from '#contract/blocked-sender';
import { mailPicture } from '#contract/mail-picture';
import { signatureList } from '#contract/signature';
import type { ConversationId } from '#kernel/id';
import { z } from 'zod';
import type { Place } from '../place';
import { serverAsker } from '../server-asker';
import type { Handlers } from '../verbs';

/** What only the server knows of mails: their pictures, who may not write, and what stands around all of them. */
export function mailRequests(atWork: () => Place | null): Pick<Handlers, 'mail.picture' | `signatures.${'list' | 'save'}` | `sender.${'block' | 'unblock'}` | `frames.${'list' | 'save'}` | 'queueMailboxes.list' | 'absences.list' | `absence.${'read' | 'save'}`> {
  const ask = serverAsker(atWork);
  const senderOf = (conversation: ConversationId): string => `/conversations/${conversation}/blocked-sender`;
  return {
    'mail.picture': ({ message, address }) => ask({ method: 'POST', path: `/messages/${message}/picture`, body: { address } }, mailPicture),
    'sender.block': ({ conversation }) => ask({ method: 'PUT', path: senderOf(conversation) }, senderNamed),
    'sender.unblock': ({ conversation }) => ask({ method: 'DELETE', path: senderOf(conversation) }, z.null()),
    'frames.list': ({ channel }) => ask({ method: 'GET', path: `/channels/${channel}/frame` }, mailFrameList),
    'frames.save': ({ channel, ...body }) => ask({ method: 'PUT', path: `/channels/${channel}/frame`, body }, z.null()),
    'queueMailboxes.list': () => ask({ method: 'GET', path: '/queue-mailboxes' }, queueMailboxList),
    'absences.list': () => ask({ method: 'GET', path: '/absences' }, absenceList),
    'absence.read': () => ask({ method: 'GET', path: '/me/absence' }, absence.nullable()),
    'absence.save': (body) => ask({ method: 'PUT', path: '/me/absence', body }, z.null()),
    'signatures.list': () => ask({ method: 'GET', path: '/me/signatures' }, signatureList),
    'signatures.save': (body) => ask({ method: 'PUT', path: '/me/signatures', body }, z.null()),
  };
}
