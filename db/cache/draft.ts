import { draftMail, type DraftMail } from '#contract/draft-mail';
import { conversationId, messageId, teamId } from '#contract/ids';
import type { ConversationId, MessageId, TeamId } from '#kernel/id';
import { z } from 'zod';
import { readable } from './readable';
import { query, run, type Reader, type Writer } from './sqlite';

/** `mail`: null for one that is none, or goes as usual. `seen`: the newest answer that its writer knew of, null for none; absent where that was not kept. */
type Text = { readonly conversation: ConversationId; readonly mode: 'reply' | 'note'; readonly text: string; readonly mail: DraftMail | null; readonly seen?: MessageId | null | undefined };

/** `team`: of the conversation; null for one that a version before kept. */
export type Draft = Text & { readonly team: TeamId | null };

const mail = z.string().nullable().transform(mailIn);
const seen = z.string().nullable().transform(seenIn);
const drafts = z.object({ conversation: conversationId, mode: z.enum(['reply', 'note']), text: z.string(), team: teamId.nullable(), mail, seen });

/** In the order in which they were last written. */
export async function readDrafts(db: Reader): Promise<readonly Draft[]> {
  return readable(drafts, await query(db, { sql: 'select "conversation", "mode", "text", "team", "mail", "seen" from drafts order by "at"', bindings: [] }));
}

/** What cannot be read names nobody: the text is shown, and whom it goes to beside it. */
function mailIn(text: string | null): DraftMail | null {
  try {
    return text === null ? null : (draftMail.safeParse(JSON.parse(text)).data ?? null);
  } catch {
    return null;
  }
}

function seenIn(text: string | null): MessageId | null | undefined {
  return text === '' ? null : messageId.safeParse(text).data;
}

function mailOut({ mail: kept }: Pick<Text, 'mail'>): string | null {
  return kept === null ? null : JSON.stringify(kept);
}

function seenOut({ seen: kept }: Pick<Text, 'seen'>): string | null {
  return kept === null ? '' : (kept ?? null);
}

/** Everything that was typed about these conversations and is not on its way, and the notices that lead to it. */
export async function deleteTexts(tx: Writer, conversations: readonly ConversationId[]): Promise<void> {
  for (const sqlTable of ['drafts', 'draft_files', 'returned', 'notices']) {
    await run(tx, { sql: `delete from ${sqlTable} where "conversation" in (select "value" from json_each(?))`, bindings: [JSON.stringify(conversations)] });
  }
}

/** Nothing is written, and nobody named. */
export function isEmpty({ text, mail: kept }: Draft): boolean {
  return text === '' && kept === null;
}

/** Keeps what is in a composer; an empty one is forgotten. */
export async function writeDraft(tx: Writer, draft: Draft, at: number): Promise<void> {
  const { conversation, mode, text, team } = draft;
  if (isEmpty(draft)) return run(tx, { sql: 'delete from drafts where "conversation" = ? and "mode" = ?', bindings: [conversation, mode] });
  return run(tx, {
    sql: `insert into drafts ("conversation", "mode", "text", "at", "team", "mail", "seen") values (?, ?, ?, ?, ?, ?, ?)
      on conflict ("conversation", "mode") do update set "text" = excluded."text", "at" = excluded."at", "team" = excluded."team", "mail" = excluded."mail", "seen" = excluded."seen"`,
    bindings: [conversation, mode, text, at, team, mailOut(draft), seenOut(draft)],
  });
}

/** A text that the server refused, by the name of its refusal, or that was taken back. */
export type ReturnedText = Omit<Text, 'mode'> & { readonly id: string; readonly mode: Text['mode'] | 'remark' };

const returned = z.object({ id: z.string(), conversation: conversationId, mode: z.enum(['reply', 'note', 'remark']), text: z.string(), mail, seen });

export async function readReturned(db: Reader): Promise<readonly ReturnedText[]> {
  return readable(returned, await query(db, { sql: 'select "id", "conversation", "mode", "text", "mail", "seen" from returned order by "at", "id"', bindings: [] }));
}

export async function addReturned(tx: Writer, text: ReturnedText, at: number): Promise<void> {
  await run(tx, {
    sql: 'insert into returned ("id", "conversation", "mode", "text", "at", "mail", "seen") values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing',
    bindings: [text.id, text.conversation, text.mode, text.text, at, mailOut(text), seenOut(text)],
  });
}

/** A composer has taken them in. */
export async function dropReturned(tx: Writer, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await run(tx, { sql: 'delete from returned where "id" in (select "value" from json_each(?))', bindings: [JSON.stringify(ids)] });
}
