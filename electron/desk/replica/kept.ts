import { randomUUID } from 'node:crypto';
import { readDrafts, readReturned, type Draft, type ReturnedText } from '#db/cache/draft';
import { readDraftFiles, type DraftFile } from '#db/cache/draft-files';
import { readHeld, type Held } from '#db/cache/held';
import { readLastNumber, readWaiting, renumber, type Client, type Waiting } from '#db/cache/outbox';
import type { Reader, Writer } from '#db/cache/sqlite';
import { id } from '#kernel/id';

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
