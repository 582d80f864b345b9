import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Role } from '#domain/access/person';
import { rowOf } from '#db/central/rows';
import type { PersonId, TeamId } from '#kernel/id';
import { Seat } from '../integration/desk/seat';
import { hire, password } from './central-server';
import type { ServedCompany } from './served-company';

export type Seated = { readonly seat: Seat; readonly person: PersonId; readonly email: string };

/** People at their desks in one company, and what an administrator does with them. */
export class Staff {
  readonly #served: ServedCompany;
  readonly #seats: Seat[] = [];

  constructor(served: ServedCompany) {
    this.#served = served;
  }

  async sit(roles: readonly Role[], teams: readonly TeamId[], server = this.#served.server.url): Promise<Seated> {
    const { server: running, company } = this.#served;
    const { email } = await hire(running.services.exchange.commit, company.tenant, { teams, roles });
    const seat = new Seat({ server, signIn: `${email}:${password}` });
    this.#seats.push(seat);
    await seat.online();
    const [person] = await running.services.db('accounts').where({ email }).pluck<PersonId[]>('person');
    if (person === undefined) throw new Error('nobody was hired');
    return { seat, person, email };
  }

  async becomes(person: PersonId, change: { readonly teams?: readonly TeamId[]; readonly roles?: readonly Role[] }): Promise<void> {
    const { server, company } = this.#served;
    await server.services.exchange.commit(company.tenant, async (tx, _now, put) => {
      const row = rowOf('people', await tx('people').where({ tenant: company.tenant, id: person }).first());
      await put([{ op: 'put', table: 'people', row: { ...row, ...change } }]);
    });
  }

  async goHome(): Promise<void> {
    for (const seat of this.#seats.splice(0)) await seat.leave();
  }
}

/** Every file of a desk as a thief would read it; `part` narrows it to files of that name. */
export function bytesOf(seat: Seat, part = ''): string {
  const names = readdirSync(seat.home, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && entry.name.includes(part));
  return names.map((entry) => readIfThere(join(entry.parentPath, entry.name))).join('\n');
}

/** The copy may be put in another's place at this very moment. */
function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}
