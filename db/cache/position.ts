import { scopeText } from '#contract/scope';
import type { PersonId } from '#kernel/id';
import type { Position } from '#sync/local-copy';
import { z } from 'zod';
import { stored } from './damage';
import { query, run, type Reader, type Writer } from './sqlite';

const positions = z.array(z.object({ epoch: z.string(), cursor: z.int(), scopes: z.string() }));
const scopesText = z.array(scopeText);

/** Where the copy stands; null for one that has not been filled yet. */
export async function readPosition(db: Reader | Writer): Promise<Position | null> {
  const rows = await query(db, { sql: 'select "epoch", "cursor", "scopes" from copy', bindings: [] });
  return stored(() => {
    const [found] = positions.parse(rows);
    return found === undefined ? null : { ...found, scopes: scopesText.parse(JSON.parse(found.scopes)) };
  });
}

/** Of the person, the epoch, the cursor and the scopes. */
export function sqlMove(sqlValues: string): string {
  return `insert into copy ("one", "person", "epoch", "cursor", "scopes") values (1, ${sqlValues})
    on conflict ("one") do update set "epoch" = excluded."epoch", "cursor" = excluded."cursor", "scopes" = excluded."scopes"`;
}

export async function moveTo(tx: Writer, person: PersonId, position: Position): Promise<void> {
  await run(tx, { sql: sqlMove('?, ?, ?, ?'), bindings: [person, position.epoch, position.cursor, JSON.stringify(position.scopes)] });
}
