import { countWaiting } from '#db/central/audit-chain';
import { openSealing } from '../access/sealing-keys';
import type { Config } from '../config';
import { openDatabase } from '../start-server';
import { openHeads } from './heads';
import { auditSecret } from './seal';
import { verifyAudit, type Finding } from './verify';

export type AuditReport = { readonly sealed: number; readonly waiting: number; readonly heads: number; readonly finding: Finding | null };

/** Verifies the audit log of a database without serving it. The embedded database must not be in use by a running server. */
export async function verifyAuditOf(config: Config): Promise<AuditReport> {
  const closers: (() => Promise<void> | void)[] = [];
  try {
    const sealing = await openSealing(config);
    const { db } = await openDatabase(config, closers);
    const heads = config.dataFolder === null ? [] : await openHeads(config.dataFolder).read();
    const { events, finding } = await verifyAudit(db, await auditSecret(db, sealing), heads);
    return { sealed: events, waiting: await countWaiting(db), heads: heads.length, finding };
  } finally {
    for (const close of closers.toReversed()) await close();
  }
}
