import { wireChange } from '#contract/protocol';
import { changeFromWire } from '#db/tables/codec';
import { z } from 'zod';
import type { Told } from './messages';

const changes = z.array(wireChange);

/** The rows that an entry puts, of what the whole company sees. */
export function toldRows(org: unknown): Told['rows'] {
  return changes
    .parse(org)
    .map(changeFromWire)
    .flatMap((change) => (change.op === 'put' ? [{ id: change.row.id, version: change.row.version }] : []));
}
