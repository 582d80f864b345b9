import { join } from 'node:path';
import type { Failure } from '#contract/failures';
import type { SqliteFile } from '#db/cache/sqlite';
import type { PersonId } from '#kernel/id';
import { Copy } from './replica/copy';
import { NewMails } from './replica/new-mails';
import { Outbox } from './replica/outbox';

/** What a place keeps on disk. */
export type PlaceFiles = { readonly copy: Copy; readonly outbox: Outbox; readonly newMails: NewMails; /** The outbox's, for what stands there and is no work. */ readonly file: SqliteFile };

/** Opens them, and answers with what the person has to hear of it. What was opened is closed where the rest does not open. */
export async function openFiles(folder: string, person: PersonId): Promise<PlaceFiles & { readonly told: readonly Failure[] }> {
  const { outbox, file, rebuilt: outboxRebuilt, isSetAside } = await Outbox.open(join(folder, 'outbox.db'));
  try {
    const newMails = await NewMails.open(file);
    const { copy, rebuilt } = await Copy.open(join(folder, 'cache.db'), person);
    const told: Failure[] = [];
    if (rebuilt) told.push('cache.rebuilt');
    if (outboxRebuilt) told.push('disk.failed');
    if (isSetAside) told.push('outbox.setAside');
    return { copy, outbox, newMails, file, told };
  } catch (error) {
    await outbox.close();
    throw error;
  }
}
