import type { Failure } from '#contract/failures';
import type { ReturnedText } from '#db/cache/draft';
import type { DraftFile } from '#db/cache/draft-files';
import type { Notice } from '#db/cache/notice';
import { readRefusals } from '#db/cache/refusal';
import type { Reader } from '#db/cache/sqlite';
import type { OutgoingFile } from '#domain/conversation/outgoing-file';
import type { Intent } from '#domain/mutators';
import type { ClientId } from '#kernel/id';
import type { Pending } from '#sync/perform';

/** What the person has to hear of refused mutations, and what they would have lost: texts, and files. */
export type Returned = { readonly notices: readonly Notice[]; readonly texts: readonly ReturnedText[]; readonly files: readonly DraftFile[] };

export type Refused = Returned & {
  /** The server has forgotten their files, or never had them: they leave again when it has. */
  readonly again: readonly Pending[];
};

/** Those that the server refused among the mutations that it settled. */
export async function refusedOf(db: Reader, client: ClientId, settled: readonly Pending[]): Promise<Refused> {
  const refusals = await readRefusals(db, client, settled.map(({ id }) => id));
  const refused = refusals.flatMap((refusal) => {
    const pending = settled.find(({ id }) => id === refusal.mutation);
    return pending === undefined ? [] : [{ refusal, pending }];
  });
  const isAgain = ({ refusal, pending }: (typeof refused)[number]): boolean => refusal.code === 'attachment.absent' && filesOf(pending.intent).length > 0;
  const over = refused.filter((one) => !isAgain(one)).map(({ refusal, pending }) => returned(pending.intent, { id: refusal.id, code: refusal.code }));
  return {
    notices: over.flatMap(({ notices }) => notices),
    texts: over.flatMap(({ texts }) => texts),
    files: over.flatMap(({ files }) => files),
    again: refused.filter(isAgain).map(({ pending }) => pending),
  };
}

/** What was written and attached comes back to the composer, and the person hears why. */
export function returned(intent: Intent, why: { readonly id: string; readonly code: Failure }): Returned {
  const { name, args } = intent;
  const { conversation } = args;
  const notice: Notice = { id: why.id, at: Date.now(), code: why.code, about: name, conversation };
  const texts: readonly ReturnedText[] = name === 'message.send' || name === 'note.add' ? [{ id: why.id, conversation, mode: name === 'message.send' ? 'reply' : 'note', text: args.text }] : [];
  return { notices: [notice], texts: texts.filter(({ text }) => text !== ''), files: filesOf(intent).map((file) => ({ conversation, file })) };
}

/** The files that leave with an intent. */
export function filesOf(intent: Intent): readonly OutgoingFile[] {
  return intent.name === 'message.send' ? (intent.args.attachments ?? []) : [];
}
