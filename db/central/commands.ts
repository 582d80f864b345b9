import type { Command } from '#domain/mutators';
import type { PersonId, TenantId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { z } from 'zod';
import type { Reader, Writer } from './open';

export type CommandKey = { readonly tenant: TenantId; readonly person: PersonId; readonly key: string };

/** Takes the key. False when it was taken before; one that is being taken now is waited for. */
export async function keepCommand(tx: Writer, owner: CommandKey, kept: { readonly command: Command; readonly now: Instant }): Promise<boolean> {
  const row = { ...owner, command: JSON.stringify(kept.command), at: kept.now };
  const made: unknown[] = await tx('command_results').insert(row).onConflict(['tenant', 'person', 'key']).ignore().returning('key');
  return made.length > 0;
}

const result = z.object({ command: z.string(), failure: z.string().nullable() });

export async function readCommand(db: Reader, owner: CommandKey): Promise<z.infer<typeof result>> {
  return result.parse(await db('command_results').where(owner).first('command', 'failure'));
}

export async function recordResult(tx: Writer, owner: CommandKey, failure: string): Promise<void> {
  await tx('command_results').where(owner).update({ failure });
}

/** Longer than any client repeats a command. */
export async function forgetCommands(tx: Writer, before: Instant): Promise<void> {
  await tx('command_results').where('at', '<', before).delete();
}
