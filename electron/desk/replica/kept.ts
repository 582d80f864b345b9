import { randomUUID } from 'node:crypto';
import { readDrafts, readReturned, writeDraft, type Draft, type ReturnedText } from '#db/cache/draft';
import { dropDraftFiles, forgetDraftFiles, readDraftFiles, type DraftFile } from '#db/cache/draft-files';
import { dropHeld, readHeld, type Held } from '#db/cache/held';
import { discardPending, readLastNumber, readWaiting, renumber, type Client, type Waiting } from '#db/cache/outbox';
import type { Reader, Writer } from '#db/cache/sqlite';
import { id, type ClientId, type ConversationId } from '#kernel/id';
import type { Pending } from '#sync/perform';

/** What an outbox holds; `last`: the highest number that the present client has given. */
export type Kept = Waiting & {
  readonly last: number;
  readonly drafts: readonly Draft[];
  readonly returned: readonly ReturnedText[];
  readonly held: readonly Held[];
  readonly files: readonly DraftFile[];
};

export async function readKept(db: Reader): Promise<Kept> {
  const waiting = await readWaiting(db);
  return { ...waiting, last: await readLastNumber(db), drafts: await readDrafts(db), returned: await readReturned(db), held: await readHeld(db), files: await readDraftFiles(db) };
}

/** Also in the place of a client whose name no server takes: what waits goes under the new one, numbered anew. */
export async function newClient(tx: Writer): Promise<Client> {
  const client: Client = { id: id('client', randomUUID()), registered: false, clockOffset: 0 };
  await renumber(tx, client.id);
  return client;
}

/** The person gave up what waits, and the files of their drafts with it. */
export async function discardAll(tx: Writer, client: ClientId): Promise<readonly Pending[]> {
  await discardPending(tx, client);
  await dropHeld(tx, 'all');
  await forgetDraftFiles(tx, 'all');
  return [];
}

/** What leaves is part of a draft no longer: its words, and the files `sent`. */
export async function leaveDraft(tx: Writer, { conversation, draft, sent }: { readonly conversation: ConversationId | null; readonly draft: Draft | null; readonly sent: readonly string[] }): Promise<void> {
  if (draft !== null) await writeDraft(tx, draft, Date.now());
  if (conversation !== null) await dropDraftFiles(tx, conversation, sent);
}
