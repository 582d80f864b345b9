import type { Mailbox } from '#db/central/mailboxes';
import type { Reader } from '#db/central/open';
import { syncMailbox } from '#server/channel/email/mailbox/sync-mailbox';
import { id } from '#kernel/id';
import type { ImapFlow } from 'imapflow';
import { expect, test } from 'vitest';

test('a mailbox of many mails that numbers them anew is asked in lines that servers take', async () => {
  const count = 30_000;
  const asked: string[] = [];
  const fake = {
    mailbox: { uidValidity: 2n },
    usable: true,
    search: async () => Array.from({ length: count }, (_, place) => place + 1),
    fetchAll: async (range: string) => {
      asked.push(range);
      // The last one is new; what came before the mailbox was connected is left alone.
      return asked.length === 1 ? Array.from({ length: count }, (_, place) => ({ uid: place + 1, size: 100, internalDate: new Date(place === count - 1 ? 2000 : 0) })) : [{ uid: count, source: Buffer.from('new') }];
    },
  };
  const taken: string[] = [];
  const mailbox: Mailbox = { tenant: id('tenant', 't'), channel: id('channel', 'c'), address: 'a@b.example', settings: { receive: place, send: place, auth: { kind: 'password', user: 'u' }, keepsSent: true }, secret: '', since: 1000, validity: '1', uid: 7, state: 'connected', stateAt: 0, change: 1 };
  // checked: all that is asked of them is above and below
  const work = { db: (() => ({ where: () => ({ whereRaw: () => ({ update: async () => 1 }) }) })) as unknown as Reader, takeIn: async ({ raw }: { readonly raw: Uint8Array }) => void taken.push(Buffer.from(raw).toString()) };
  // checked: as above
  expect(await syncMailbox(fake as unknown as ImapFlow, mailbox, { work, from: { validity: '1', uid: 7 } })).toEqual({ validity: '2', uid: count });
  expect(taken).toEqual(['new']);
  for (const range of asked) expect(range.length).toBeLessThan(1000);
});

const place = { host: 'imap.b.example', port: 993, security: 'tls' } as const;
