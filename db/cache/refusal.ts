import type { RefusalRow } from '#domain/tables';
import type { ClientId } from '#kernel/id';
import { readRows } from './read-rows';
import type { Reader } from './sqlite';

/** Refused mutations of this client among those that the server has answered. */
export async function readRefusals(db: Reader, client: ClientId, mutations: readonly number[]): Promise<readonly RefusalRow[]> {
  const sql = 'select * from refusals where "client" = ? and "mutation" in (select "value" from json_each(?)) order by "mutation"';
  return readRows(db, 'refusals', { sql, bindings: [client, JSON.stringify(mutations)] });
}
