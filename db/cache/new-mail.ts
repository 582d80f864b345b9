import { conversationId, messageId } from '#contract/ids';
import { writtenMail, type WrittenMail } from '#contract/new-mail';
import type { ConversationId, MessageId } from '#kernel/id';
import { z } from 'zod';
import { forgetDraftFiles } from './draft-files';
import { readable } from './readable';
import { query, run, type Reader, type Writer } from './sqlite';

/**
 * A mail that begins a conversation, from its first letter until the server has it. `until`: null while it is written, else how long
 * it may be taken back, by this computer's clock; `asked`: the server may have it, so that nothing of it may change any more;
 * `message`: what the server calls it where that does not follow from its row.
 */
export type NewMail = WrittenMail & { readonly at: number; readonly until: number | null; readonly asked: boolean; readonly message: MessageId | null };

const rows = z.object({ id: conversationId, at: z.number(), mail: z.string(), until: z.number().nullable(), asked: z.int(), message: messageId.nullable() }).transform(({ mail, asked, ...row }, context): NewMail => {
  const written = writtenIn(mail);
  if (written !== null) return { ...written, ...row, asked: asked === 1 };
  context.addIssue('a mail of another version');
  return z.NEVER;
});

function writtenIn(text: string): Omit<WrittenMail, 'id'> | null {
  try {
    return writtenMail.omit({ id: true }).safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** In the order in which they were last touched. */
export async function readNewMails(db: Reader | Writer): Promise<readonly NewMail[]> {
  return readable(rows, await query(db, { sql: 'select "id", "at", "mail", "until", "asked", "message" from new_mails order by "at"', bindings: [] }));
}

export async function writeNewMail(tx: Writer, { id, at, until, asked, message, ...mail }: NewMail): Promise<void> {
  await run(tx, {
    sql: `insert into new_mails ("id", "at", "mail", "until", "asked", "message") values (?, ?, ?, ?, ?, ?)
      on conflict ("id") do update set "at" = excluded."at", "mail" = excluded."mail", "until" = excluded."until", "asked" = excluded."asked", "message" = excluded."message"`,
    bindings: [id, at, JSON.stringify(mail), until, asked ? 1 : 0, message],
  });
}

/** In its window, but with nothing in it. */
export async function dropBlankMails(tx: Writer): Promise<void> {
  const written = (await readNewMails(tx)).filter(({ until }) => until === null);
  const blank = written.filter(({ recipients: { to, cc, bcc }, subject, text }) => [...to, ...cc, ...bcc].length === 0 && subject === '' && text === '');
  await run(tx, {
    sql: 'delete from new_mails where "id" in (select "value" from json_each(?)) and "id" not in (select "conversation" from draft_files)',
    bindings: [JSON.stringify(blank.map(({ id }) => id))],
  });
}

/** Its files with it. */
export async function deleteNewMail(tx: Writer, id: ConversationId): Promise<void> {
  await forgetDraftFiles(tx, [id]);
  await run(tx, { sql: 'delete from new_mails where "id" = ?', bindings: [id] });
}

/** The person gave up what waits. */
export async function dropLeavingMails(tx: Writer): Promise<void> {
  await run(tx, { sql: 'delete from new_mails where "until" is not null', bindings: [] });
}
