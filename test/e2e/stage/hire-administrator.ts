import { tenantId } from '#contract/ids';
import { openCentral } from '#db/central/open';
import { openExchange } from '#server/sync/exchange';
import { z } from 'zod';
import { createPerson } from '../../support/accounts';
import type { Stage } from './stage';

/** Gives the company of the stage an administrator, who works in none of its teams. */
export async function hireAdministrator(stage: Stage, who: { readonly name: string; readonly email: string; readonly password: string }): Promise<void> {
  const url = z.string().parse(stage.server.database);
  const db = openCentral(url);
  const exchange = await openExchange({ db, url, heard: {}, failed: () => undefined });
  const { id } = z.object({ id: tenantId }).parse(await db('tenants').first('id'));
  await createPerson(exchange.commit, id, { ...who, roles: ['administrator'], teams: [] });
  await exchange.stop();
  await db.destroy();
}
