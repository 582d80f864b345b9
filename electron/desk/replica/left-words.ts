import { readPosition } from '#db/cache/position';
import { readByIds } from '#db/cache/read-rows';
import { forgetWordsAside, readWordsAside } from '#db/cache/words-aside';
import type { SqliteFile } from '#db/cache/sqlite';
import type { RowChange } from '#domain/tables';
import { onDisk } from '../disk-failure';
import { log } from '../log';
import type { Copy } from './copy';

/**
 * Words of the company and of customers leave the outbox's file with the conversation, or the card, that they are about: nobody can
 * send them there any more. `changes`: null where any row may have left. A crash before it is made good at the next start.
 */
export async function withdrawWords(file: Pick<SqliteFile, 'read' | 'write' | 'shrink'>, copy: Pick<Copy, 'read'>, changes: readonly RowChange[] | null): Promise<void> {
  const mayHaveLeft = changes === null || changes.some(({ op, table }) => op === 'remove' && (table === 'conversations' || table === 'customers'));
  if (!mayHaveLeft) return;
  const aside = await readWordsAside(file.read);
  if (aside.conversations.length + aside.customers.length === 0) return;
  const here = await copy.read(async (db) => ((await readPosition(db)) === null ? null : new Set<string>([...(await readByIds(db, 'conversations', aside.conversations)), ...(await readByIds(db, 'customers', aside.customers))].map(({ id }) => id))));
  // A copy that is still empty says of nothing that it has left.
  if (here === null) return;
  const gone = { conversations: aside.conversations.filter((one) => !here.has(one)), customers: aside.customers.filter((one) => !here.has(one)) };
  if (gone.conversations.length + gone.customers.length === 0) return;
  const withdrawn = await onDisk(async () => {
    await file.write((tx) => forgetWordsAside(tx, gone));
    await file.shrink();
  });
  if (!withdrawn.ok) log({ event: 'copy', what: 'notWritten', detail: withdrawn.code });
}
