import { tenantId } from '#contract/ids';
import { openCentral } from '#db/central/open';
import { rowOf } from '#db/central/rows';
import { openExchange } from '#server/sync/exchange';
import { z } from 'zod';
import { createPerson } from '../../support/accounts';
import type { Stage } from './stage';

type Hired = { readonly name: string; readonly email: string; readonly password: string; /** In whose team they work as an agent, besides. */ readonly beside?: string };

/** Gives the company of the stage an administrator, who works in none of its teams, or in that of somebody. */
export async function hireAdministrator(stage: Stage, { beside, ...who }: Hired): Promise<void> {
  const url = z.string().parse(stage.server.database);
  const db = openCentral(url);
  const exchange = await openExchange({ db, url, heard: {}, failed: () => undefined });
  const { id } = z.object({ id: tenantId }).parse(await db('tenants').first('id'));
  const colleague = beside === undefined ? null : rowOf('people', await db('people').where({ tenant: id, name: beside }).first());
  await createPerson(exchange.commit, id, { ...who, roles: colleague === null ? ['administrator'] : ['administrator', 'agent'], teams: colleague?.teams ?? [] });
  await exchange.stop();
  await db.destroy();
}
