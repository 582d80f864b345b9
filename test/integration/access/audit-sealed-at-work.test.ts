import { createSealing } from '#server/access/sealing';
import { auditSecret } from '#server/audit/seal';
import { verifyAudit } from '#server/audit/verify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { post, startTestServer, testKey } from '../../support/central-server';

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
        // Long enough for the link to be up and marked.
        await new Promise((resolve) => setTimeout(resolve, 1500));
        await post(server.url, '/session', { email: 'nobody@example.org', password: 'wrong', device: 'test' });
        await new Promise((resolve) => setTimeout(resolve, 3500));
        const verified = await verifyAudit(db, await auditSecret(db, createSealing([Buffer.from(testKey, 'base64')])), []);
        expect(verified).toEqual({ events: 1, finding: null });
      } finally {
        await server.stop();
      }
    });
  }
});
