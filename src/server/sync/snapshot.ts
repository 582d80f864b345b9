import type { Central } from '#db/central/open';
import { limits } from '#contract/limits';
import type { SnapshotLine } from '#contract/protocol';
import { clientOfPerson } from '#db/central/clients';
import { readStanding } from '#db/central/history';
import { snapshotPages } from '#db/central/snapshot';
import { scopesOf } from '#domain/scope';
import type { ClientId } from '#kernel/id';
import { day, type Duration } from '#kernel/instant';
import { refused, done, type Outcome } from '#kernel/outcome';
import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { SignedIn } from '../access/sessions';
import { createTurns } from '../turns';
import { copyEpoch } from './copy-epoch';
import { serverTime } from './server-time';
import { endUnread } from './unread-stream';

/** Finished cases stay in copies this long; older ones are asked for one by one. */
const finishedKept: Duration = 90 * day;

/** Each holds a connection while it runs. */
const turns = createTurns({ atOnce: 4, waiting: 1000 });

/** The whole copy of a client as gzip NDJSON, from one moment. */
export async function openSnapshot(db: Central, who: SignedIn, client: ClientId): Promise<Outcome<Readable, 'access.denied'>> {
  const owner = { tenant: who.tenant, client, person: who.actor.person };
  if ((await clientOfPerson(db, owner)) === null) return refused('access.denied');
  const gzip = createGzip({ level: 1 });
  endUnread(gzip, limits.silence);
  const lines = Readable.from(snapshotLines(db, who, client));
  // A failure in the middle cuts the body off before its last line, which the client notices.
  lines.once('error', (error) => gzip.destroy(error));
  gzip.once('close', () => lines.destroy());
  return done(lines.pipe(gzip));
}

async function* snapshotLines(db: Central, who: SignedIn, client: ClientId): AsyncGenerator<string> {
  const { tenant, actor } = who;
  const giveBack = await turns.take();
  try {
    const tx = await db.transaction(undefined, { isolationLevel: 'repeatable read', readOnly: true });
    try {
      const { epoch, seq } = await readStanding(tx, tenant);
      const standing = await clientOfPerson(tx, { tenant, client, person: actor.person });
      yield line({ epoch: copyEpoch(epoch, scopesOf(actor.person, actor.teams, client)), seq, lastMutation: standing?.lastMutation ?? 0 });
      const pages = snapshotPages(tx, { tenant, client, teams: actor.teams, since: serverTime() - finishedKept });
      for await (const { table, rows } of pages) yield `{"table":"${table}","rows":[${rows.join(',')}]}\n`;
      yield line({ end: true });
    } finally {
      await tx.rollback();
    }
  } finally {
    giveBack();
  }
}

function line(value: SnapshotLine): string {
  return `${JSON.stringify(value)}\n`;
}
