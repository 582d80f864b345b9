import { blockedSenderList } from '#contract/blocked-sender';
import { botPlan, botTried } from '#contract/bot';
import { mailboxList, mailboxNamed } from '#contract/mailbox';
import { messengerChanged, messengerConnected, messengerKnown, messengerList } from '#contract/messenger';
import { z } from 'zod';
import type { ServerAsker } from '../server-asker';
import type { Handlers } from '../verbs';

export type ChannelVerbs = `mailboxes.${'list' | 'try' | 'connect' | 'remove'}` | 'queueMailboxes.set' | `blockedSenders.${'list' | 'add' | 'remove'}` | `messengers.${'list' | 'try' | 'connect' | 'change' | 'remove'}` | 'templates.save' | `bot.${'read' | 'save' | 'try'}`;

/** Mailboxes, messengers and the bot of the company: the server knows them alone, and no key of them stays here. */
export function channelRequests(ask: ServerAsker): Pick<Handlers, ChannelVerbs> {
  const at = (channel: string): string => `/messengers/${encodeURIComponent(channel)}`;
  return {
    'mailboxes.list': () => ask({ method: 'GET', path: '/mailboxes' }, mailboxList),
    // Both servers of the mailbox are asked meanwhile.
    'mailboxes.try': (body) => ask({ method: 'POST', path: '/mailboxes/test', body, patience: 60_000 }, z.null()),
    'mailboxes.connect': (body) => ask({ method: 'POST', path: '/mailboxes', body }, mailboxNamed),
    'mailboxes.remove': ({ channel }) => ask({ method: 'DELETE', path: `/mailboxes/${encodeURIComponent(channel)}` }, z.null()),
    'queueMailboxes.set': ({ queue, ...body }) => ask({ method: 'PUT', path: `/queues/${queue}/mailbox`, body }, z.null()),
    'blockedSenders.list': () => ask({ method: 'GET', path: '/blocked-senders' }, blockedSenderList),
    'blockedSenders.add': (body) => ask({ method: 'POST', path: '/blocked-senders', body }, z.null()),
    'blockedSenders.remove': ({ sender }) => ask({ method: 'DELETE', path: `/blocked-senders/${encodeURIComponent(sender)}` }, z.null()),
    'messengers.list': () => ask({ method: 'GET', path: '/messengers' }, messengerList),
    // The messenger is asked meanwhile.
    'messengers.try': ({ setup: body }) => ask({ method: 'POST', path: '/messengers/test', body, patience: 60_000 }, messengerKnown),
    'messengers.connect': (body) => ask({ method: 'POST', path: '/messengers', body, patience: 60_000 }, messengerConnected),
    'messengers.change': ({ channel, setup: body }) => ask({ method: 'PUT', path: at(channel), body, patience: 60_000 }, messengerChanged),
    'messengers.remove': ({ channel }) => ask({ method: 'DELETE', path: at(channel) }, z.null()),
    'templates.save': ({ channel, templates }) => ask({ method: 'PUT', path: `${at(channel)}/templates`, body: templates }, z.null()),
    'bot.read': () => ask({ method: 'GET', path: '/bot' }, botPlan),
    'bot.save': (body) => ask({ method: 'PUT', path: '/bot', body }, z.null()),
    'bot.try': (body) => ask({ method: 'POST', path: '/bot/try', body }, botTried),
  };
}
