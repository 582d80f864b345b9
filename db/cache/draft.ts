import { draftMail, type DraftMail } from '#contract/draft-mail';
import { conversationId, teamId } from '#contract/ids';
import type { ConversationId, TeamId } from '#kernel/id';
import { z } from 'zod';
import { readable } from './readable';
import { query, run, type Reader, type Writer } from './sqlite';

type Text = { readonly conversation: ConversationId; readonly mode: 'reply' | 'note'; readonly text: string };

/** `team`: of the conversation; null for one that a version before kept. `mail`: null for one that is none, or goes as usual. */
export type Draft = Text & { readonly team: TeamId | null; readonly mail: DraftMail | null };

const drafts = z.object({ conversation: conversationId, mode: z.enum(['reply', 'note']), text: z.string(), team: teamId.nullable(), mail: z.string().nullable().transform(mailIn) });

export async function readDrafts(db: Reader): Promise<readonly Draft[]> {
  return readable(drafts, await query(db, { sql: 'select "conversation", "mode", "text", "team", "mail" from drafts', bindings: [] }));
}

/** What cannot be read names nobody: the text is shown, and whom it goes to beside it. */
function mailIn(text: string | null): DraftMail | null {
  try {
    return text === null ? null : (draftMail.safeParse(JSON.parse(text)).data ?? null);
  } catch {
    return null;
  }
}

/** Everything that was typed about these conversations and is not on its way, and the notices that lead to it. */
export async function deleteTexts(tx: Writer, conversations: readonly ConversationId[]): Promise<void> {
  for (const sqlTable of ['drafts', 'draft_files', 'returned', 'notices']) {
    await run(tx, { sql: `delete from ${sqlTable} where "conversation" in (select "value" from json_each(?))`, bindings: [JSON.stringify(conversations)] });
  }
}

/** Nothing is written, and nobody named. */
export function isEmpty({ text, mail }: Draft): boolean {
  return text === '' && mail === null;
}

/** Keeps what is in a composer; an empty one is forgotten. */
export async function writeDraft(tx: Writer, draft: Draft, at: number): Promise<void> {
  if (isEmpty(draft)) return run(tx, { sql: 'delete from drafts where "conversation" = ?', bindings: [draft.conversation] });
  return run(tx, {
    sql: `insert into drafts ("conversation", "mode", "text", "at", "team", "mail") values (?, ?, ?, ?, ?, ?)
      on conflict ("conversation") do update set "mode" = excluded."mode", "text" = excluded."text", "at" = excluded."at", "team" = excluded."team", "mail" = excluded."mail"`,
    bindings: [draft.conversation, draft.mode, draft.text, at, draft.team, draft.mail === null ? null : JSON.stringify(draft.mail)],
  });
}

/** A text that the server refused, by the name of its refusal. */
export type ReturnedText = Omit<Text, 'mode'> & { readonly id: string; readonly mode: Text['mode'] | 'remark' };

const returned = z.object({ id: z.string(), conversation: conversationId, mode: z.enum(['reply', 'note', 'remark']), text: z.string() });

export async function readReturned(db: Reader): Promise<readonly ReturnedText[]> {
  return readable(returned, await query(db, { sql: 'select "id", "conversation", "mode", "text" from returned order by "at", "id"', bindings: [] }));
}

export async function addReturned(tx: Writer, { id, conversation, mode, text }: ReturnedText, at: number): Promise<void> {
  await run(tx, { sql: 'insert into returned ("id", "conversation", "mode", "text", "at") values (?, ?, ?, ?, ?) on conflict do nothing', bindings: [id, conversation, mode, text, at] });
}

/** A composer has taken them in. */
export async function dropReturned(tx: Writer, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await run(tx, { sql: 'delete from returned where "id" in (select "value" from json_each(?))', bindings: [JSON.stringify(ids)] });
}
