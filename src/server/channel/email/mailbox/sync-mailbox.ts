import { moveCursor, type Cursor, type Mailbox } from '#db/central/mailboxes';
import type { Reader, Writer } from '#db/central/open';
import { day, type Instant } from '#kernel/instant';
import type { FetchMessageObject, ImapFlow } from 'imapflow';
import { largestMail } from '../mail-limits';

/** One mail of a mailbox. `isCut`: it is larger than any mail that is taken in, and only its beginning is here. */
export type FoundMail = { readonly raw: Uint8Array; readonly isCut: boolean };

export type MailboxWork = {
  readonly db: Reader;
  /** Again with the same mail changes nothing. `reached` moves the cursor in the transaction that stores the mail. */
  readonly takeIn: (mail: FoundMail, reached: (tx: Writer) => Promise<void>) => Promise<void>;
};

/** Mails and bytes that stand in memory at once. */
const together = { mails: 50, bytes: 8 * 1024 * 1024 };

/** Of a mail that is too large. */
const beginning = 256 * 1024;

/**
 * Takes in what is new in an opened mailbox and answers how far it is read now. Where the mailbox numbers its mails anew (RFC 3501,
 * 2.3.1.1), all that came since it was connected is looked at again; what is known is recognised by its content.
 */
export async function syncMailbox(client: ImapFlow, mailbox: Mailbox, { work, from }: { work: MailboxWork; from: Cursor | null }): Promise<Cursor> {
  const validity = validityOf(client);
  let reached: Cursor = from?.validity === validity ? from : { validity, uid: 0 };
  for (const batch of batches(await newer(client, mailbox, reached))) {
    for (const { uid, mail } of await fetched(client, batch)) {
      const cursor = { validity, uid };
      if (mail !== null) await work.takeIn(mail, (tx) => moveCursor(tx, mailbox, cursor));
      await moveCursor(work.db, mailbox, cursor);
      reached = cursor;
    }
  }
  return reached;
}

function validityOf(client: ImapFlow): string {
  const box = client.mailbox;
  if (box === false) throw new Error('the mailbox is not open');
  return String(box.uidValidity);
}

type Listed = { readonly uid: number; readonly size: number };

/** In their order. Servers answer `n:*` with the last mail even when its number is below n (RFC 3501, 6.4.8). */
async function newer(client: ImapFlow, mailbox: Mailbox, { uid }: Cursor): Promise<readonly Listed[]> {
  const first = uid === 0 ? await firstSince(client, mailbox.since) : uid + 1;
  if (first === null) return [];
  const listed = await client.fetchAll(`${first}:*`, { uid: true, size: true, internalDate: true }, { uid: true });
  assertOpen(client);
  return listed
    .filter((one) => one.uid > uid && new Date(one.internalDate ?? Number.POSITIVE_INFINITY).getTime() >= mailbox.since)
    .map((one) => ({ uid: one.uid, size: one.size ?? 0 }))
    .toSorted((a, b) => a.uid - b.uid);
}

/** Not all their numbers: those of ten thousand mails are a longer line than servers take. */
async function firstSince(client: ImapFlow, since: Instant): Promise<number | null> {
  const found = await client.search({ since: new Date(since - day) }, { uid: true });
  assertOpen(client);
  return Array.isArray(found) && found.length > 0 ? found.reduce((one, other) => Math.min(one, other)) : null;
}

function batches(mails: readonly Listed[]): readonly (readonly Listed[])[] {
  const found: Listed[][] = [];
  let bytes = 0;
  for (const mail of mails) {
    const last = found.at(-1);
    bytes += mail.size;
    if (last !== undefined && last.length < together.mails && bytes <= together.bytes) last.push(mail);
    else {
      found.push([mail]);
      bytes = mail.size;
    }
  }
  return found;
}

/** The library answers a question to a closed mailbox with nothing, which must not pass for mails that were deleted. */
function assertOpen(client: ImapFlow): void {
  if (!client.usable || client.mailbox === false) throw new Error('the connection ended');
}

type Fetched = { readonly uid: number; readonly mail: FoundMail | null };

/** Null for a mail that was deleted meanwhile. */
async function fetched(client: ImapFlow, batch: readonly Listed[]): Promise<readonly Fetched[]> {
  const isCut = batch.some(({ size }) => size > largestMail);
  const source = isCut ? { start: 0, maxLength: beginning } : true;
  const uids = batch.map(({ uid }) => uid).join(',');
  const found: readonly FetchMessageObject[] = await client.fetchAll(uids, { uid: true, source }, { uid: true });
  assertOpen(client);
  return batch.map(({ uid }) => {
    const raw = found.find((one) => one.uid === uid)?.source;
    return { uid, mail: raw === undefined ? null : { raw, isCut } };
  });
}
