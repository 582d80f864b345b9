import type { ConversationId, MessageId, PersonId, TenantId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import type { Writer } from './open';
import { loadRow } from './rows';

export type MailName = { readonly tenant: TenantId; readonly person: PersonId; readonly message: MessageId };

const withdrawn = JSON.stringify('mail.withdrawn');

/** The conversation in which this mail of this person stands; null: it has not left, or is somebody else's. Nobody begins or withdraws it until the transaction ends. */
export async function begunWith(tx: Writer, name: MailName): Promise<ConversationId | null> {
  await lockMailName(tx, name);
  const row = await loadRow(tx, name.tenant, { table: 'messages', id: name.message });
  return row !== null && row.part.kind === 'outbound' && row.part.author === name.person ? row.conversation : null;
}

/** Serialises what may become of one mail: it begins, or it is withdrawn. Ends with the transaction. */
async function lockMailName(tx: Writer, { tenant, message }: MailName): Promise<void> {
  await tx.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`${tenant} mail ${message}`]);
}

/** It stands among the commands, which are kept longer than any client repeats one. */
export async function keepWithdrawn(tx: Writer, { tenant, person, message }: MailName, at: Instant): Promise<void> {
  await tx('command_results').insert({ tenant, person, key: message, command: withdrawn, at }).onConflict(['tenant', 'person', 'key']).ignore();
}

export async function isWithdrawn(tx: Writer, { tenant, person, message }: MailName): Promise<boolean> {
  return (await tx('command_results').where({ tenant, person, key: message, command: withdrawn }).first('key')) !== undefined;
}
