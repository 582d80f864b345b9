import { conversationId } from '#contract/ids';
import { outgoingFile } from '#contract/outgoing-file';
import type { OutgoingFile } from '#domain/conversation/outgoing-file';
import type { ConversationId } from '#kernel/id';
import { readable } from './readable';
import { query, run, type Reader, type Writer } from './sqlite';

/** A file in a composer. Its bytes lie on this computer under their hash. */
export type DraftFile = { readonly conversation: ConversationId; readonly file: OutgoingFile };

const rows = outgoingFile.extend({ conversation: conversationId });

export async function readDraftFiles(db: Reader): Promise<readonly DraftFile[]> {
  const found = readable(rows, await query(db, { sql: 'select "conversation", "hash", "name", "size", "type" from draft_files order by "place"', bindings: [] }));
  return found.map(({ conversation, ...file }) => ({ conversation, file }));
}

/** A file that the draft has already stays once. */
export async function addDraftFile(tx: Writer, { conversation, file }: DraftFile): Promise<void> {
  const { hash, name, size, type } = file;
  await run(tx, { sql: 'insert into draft_files ("conversation", "hash", "name", "size", "type") values (?, ?, ?, ?, ?) on conflict do nothing', bindings: [conversation, hash, name, size, type] });
}

export async function dropDraftFiles(tx: Writer, conversation: ConversationId, hashes: readonly string[]): Promise<void> {
  await run(tx, { sql: 'delete from draft_files where "conversation" = ? and "hash" in (select "value" from json_each(?))', bindings: [conversation, JSON.stringify(hashes)] });
}

export async function forgetDraftFiles(tx: Writer, conversations: readonly string[] | 'all'): Promise<void> {
  if (conversations === 'all') return run(tx, { sql: 'delete from draft_files', bindings: [] });
  return run(tx, { sql: 'delete from draft_files where "conversation" in (select "value" from json_each(?))', bindings: [JSON.stringify(conversations)] });
}
