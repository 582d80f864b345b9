import type { Command } from '#domain/mutators';
import type { PersonId, TenantId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { z } from 'zod';
import type { Reader, Writer } from './open';
import type { Pipe } from './pipe';

export type CommandKey = { readonly tenant: TenantId; readonly person: PersonId; readonly key: string };

/** Takes the key. False when it was taken before; one that is being taken now is waited for. */
export async function keepCommand(pipe: Pipe, { tenant, person, key }: CommandKey, kept: { readonly command: Command; readonly now: Instant }): Promise<boolean> {
  const text = 'insert into command_results (tenant, person, key, command, at) values ($1, $2, $3, $4, $5) on conflict (tenant, person, key) do nothing returning key';
  const made = await pipe.send({ name: 'keep command', text, values: [tenant, person, key, JSON.stringify(kept.command), kept.now] });
  return made.length > 0;
}

const result = z.object({ command: z.string(), failure: z.string().nullable(), refused: z.unknown() });

export async function readCommand(db: Reader, owner: CommandKey): Promise<z.infer<typeof result>> {
  return result.parse(await db('command_results').where(owner).first('command', 'failure', 'refused'));
}

export function recordRefusal(pipe: Pipe, { tenant, person, key }: CommandKey, failure: string): void {
  void pipe.send({ name: 'refuse command', text: 'update command_results set failure = $4 where tenant = $1 and person = $2 and key = $3', values: [tenant, person, key, failure] });
}

/** Of a command about many: those that the rules did not let. */
export function recordRefusedRows(pipe: Pipe, { tenant, person, key }: CommandKey, refused: readonly unknown[]): void {
  void pipe.send({ name: 'refuse rows', text: 'update command_results set refused = $4::jsonb where tenant = $1 and person = $2 and key = $3', values: [tenant, person, key, JSON.stringify(refused)] });
}

/** Longer than any client repeats a command. */
export async function forgetCommands(tx: Writer, before: Instant): Promise<void> {
  await tx('command_results').where('at', '<', before).delete();
}
