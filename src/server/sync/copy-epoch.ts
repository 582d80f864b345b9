import type { Scope } from '#domain/scope';
import { createHash } from 'node:crypto';

/**
 * The history that a copy belongs to, as its client knows it: the server's epoch and what the copy was made for. It travels
 * with the snapshot and comes back from the copy itself, so a snapshot that never arrived changes nothing, and a copy that was
 * made for other teams is never continued.
 */
export function copyEpoch(epoch: string, scopes: readonly Scope[]): string {
  const digest = createHash('sha256').update([...scopes].sort().join(' ')).digest('hex');
  return `${epoch}.${digest.slice(0, 16)}`;
}
