import { failure, type Failure } from '#contract/failures';
import { conversationId } from '#contract/ids';
import { workName, type WorkName } from '#contract/intents';
import type { ConversationId, CustomerId } from '#kernel/id';
import { z } from 'zod';
import { query, run, type Reader, type Writer } from './sqlite';

/** What the person has to be told, until they dismiss it. */
export type Notice = {
  readonly id: string;
  readonly at: number;
  readonly code: Failure;
  /** What was refused, or null. */
  readonly about: WorkName | null;
  readonly conversation: ConversationId | null;
  /** What was written, where no composer takes it back. */
  readonly text: string | null;
};

const notices = z.array(
  z.object({ id: z.string(), at: z.number(), code: failure, about: workName.nullable().catch(null), conversation: conversationId.nullable(), text: z.string().nullable() }),
);

/** The newest of what was not dismissed, newest last. */
export async function readNotices(db: Reader): Promise<readonly Notice[]> {
  const sql = 'select "id", "at", "code", "about", "conversation", "text" from notices where "dismissed" = 0 order by "at" desc, "id" limit 50';
  return notices.parse(await query(db, { sql, bindings: [] })).toReversed();
}

/** The same thing is told once; what was dismissed is not told again. `customer`: whose card it is about. */
export async function addNotice(tx: Writer, notice: Notice, customer: CustomerId | null = null): Promise<void> {
  await run(tx, {
    sql: 'insert into notices ("id", "at", "code", "about", "conversation", "text", "customer") values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing',
    bindings: [notice.id, notice.at, notice.code, notice.about, notice.conversation, notice.text, customer],
  });
}

export async function dismissNotice(tx: Writer, id: string): Promise<void> {
  await run(tx, { sql: 'update notices set "dismissed" = 1 where "id" = ?', bindings: [id] });
}
