import { setTimeout as sleep } from 'node:timers/promises';
import type { Cell } from './cells';
import { askAll } from './rounds';
import type { Stage } from './stage';

/** What the server does all the time, whoever asks; the last is for the mark that ends a round of questions. */
const always = /change_log|sync_heads|history|deliveries|automatic_mails|update imports set|agent_leases|agents_heard|lease_watch|'status' = 'snoozed'|audit_seals|audit_waiting|unsearched_messages|message_words|offer->>'expiresAt'|set holder = |advisory|^(BEGIN|COMMIT|ROLLBACK);?$|^select 1$|^select "team" from "conversations"/;

/** Looks again where something else may have been done at that moment; what differs always is told. */
export async function workDiffers(stage: Stage, one: Cell, other: Cell): Promise<string | null> {
  for (let tries = 4; ; tries -= 1) {
    const [first, second] = [await statementsFor(stage, one), await statementsFor(stage, other)];
    if (first === second) return null;
    if (tries === 1) return `${one.name}\n${first}\n\n${other.name}\n${second}`;
  }
}

/** The statements that the server ran to answer one question, values left out, each once: looks at sessions come at any time. */
async function statementsFor(stage: Stage, cell: Cell): Promise<string> {
  const { db } = stage.server.services;
  const statements: string[] = [];
  const note = ({ sql }: { readonly sql: string }): void => {
    if (!always.test(sql)) statements.push(sql);
  };
  db.on('query', note);
  await askAll(stage, [cell]);
  await sleep(5);
  db.off('query', note);
  return [...new Set(statements)].toSorted().join('\n');
}
