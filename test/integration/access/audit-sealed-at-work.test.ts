import { refuseOther } from '#db/central/order-marks';
import { createSealing } from '#server/access/sealing';
import { auditSecret } from '#server/audit/seal';
import { verifyAudit } from '#server/audit/verify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { post, startTestServer, testKey } from '../../support/central-server';
import { eventually } from '../../support/eventually';

let databases: CentralDatabases;
beforeAll(async () => {
  databases = await startCentralDatabases();
});
afterAll(() => databases.stop());

describe('the audit log of a server at work', () => {
  for (const order of ['leader', 'head'] as const) {
    it(`is sealed while it orders by ${order}`, async () => {
      const { url, db } = await databases.fresh();
      const server = await startTestServer(url, { order });
      try {
        // The link is up and marked: whoever orders otherwise is refused.
        await eventually(async () => expect(refuseOther(db, order)).rejects.toThrow());
        await post(server.url, '/session', { email: 'nobody@example.org', password: 'wrong', device: 'test' });
        const secret = await auditSecret(db, createSealing([Buffer.from(testKey, 'base64')]));
        await eventually(async () => expect(await verifyAudit(db, secret, [])).toEqual({ events: 1, finding: null }));
      } finally {
        await server.stop();
      }
    });
  }
});
