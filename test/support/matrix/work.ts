import { setTimeout as sleep } from 'node:timers/promises';
import type { Cell } from './cells';
import { askAll } from './rounds';
import type { Stage } from './stage';

/** What the server does all the time, whoever asks; the last is for the mark that ends a round of questions. */
const always = /change_log|sync_heads|history|deliveries|^select 1$|^select "team" from "conversations"/;

/** The statements that the server ran to answer one question, values left out, each once: looks at sessions come at any time. */
export async function statementsFor(stage: Stage, cell: Cell): Promise<readonly string[]> {
  const { db } = stage.server.services;
  const statements: string[] = [];
  const note = ({ sql }: { readonly sql: string }): void => {
    if (!always.test(sql)) statements.push(sql);
  };
  db.on('query', note);
  await askAll(stage, [cell]);
  await sleep(5);
  db.off('query', note);
  return [...new Set(statements)].toSorted();
}
