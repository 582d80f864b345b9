import type { PersonRow, TeamRow } from '#domain/access/person';
import type { ChannelRow } from '#domain/channel/channel';
import type { DispositionRow } from '#domain/queue/disposition';
import type { QueueRow } from '#domain/queue/queue';
import { readRows } from './read-rows';
import type { Reader } from './sqlite';

export type Directory = {
  readonly people: readonly PersonRow[];
  readonly teams: readonly TeamRow[];
  readonly queues: readonly QueueRow[];
  readonly channels: readonly ChannelRow[];
  readonly dispositions: readonly DispositionRow[];
};

export async function readDirectory(db: Reader): Promise<Directory> {
  return {
    people: await readRows(db, 'people', { sql: 'select * from people order by "name", "id"', bindings: [] }),
    teams: await readRows(db, 'teams', { sql: 'select * from teams order by "name", "id"', bindings: [] }),
    queues: await readRows(db, 'queues', { sql: 'select * from queues order by "name", "id"', bindings: [] }),
    channels: await readRows(db, 'channels', { sql: 'select * from channels order by "name", "id"', bindings: [] }),
    dispositions: await readRows(db, 'dispositions', { sql: 'select * from dispositions order by "place", "id"', bindings: [] }),
  };
}
