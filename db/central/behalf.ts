import type { PersonId, TeamId } from '#kernel/id';
import type { Central, Writer } from './open';
import { Pipe, type Prepared } from './pipe';
import type { WithinRoles } from './rows';

/** On whose behalf a transaction is done: from its first statement on, PostgreSQL shows and takes nothing else. */
export type Behalf = WithinRoles & { readonly person: PersonId };

/** One statement. It holds until the transaction ends, in whatever way; nothing of it is left to whoever has the connection next. */
export function entering({ tenant, person, teams, supervised }: Behalf): Prepared {
  return {
    name: 'enter',
    text: `select set_config('otklik.tenant', $1, true), set_config('otklik.person', $2, true), set_config('otklik.teams', $3, true),
      set_config('otklik.supervised', $4, true), set_config('otklik.reached', '', true), set_config('role', 'otklik_person', true)`,
    values: [tenant, person, teams.join(','), supervised.join(',')],
  };
}

/** What a person does may reach into another team: a case is handed over. The rules have said so; from here on its rows may be there. */
export function reach(pipe: Pipe, teams: readonly TeamId[]): void {
  // A person's role may not set anything.
  void pipe.send({ name: 'step out', text: 'set local role otklik_server', values: [] });
  void pipe.send({ name: 'reach', text: `select set_config('otklik.reached', $1, true), set_config('role', 'otklik_person', true)`, values: [teams.join(',')] });
}

/** A transaction that is the person's from its begin on. */
export function onBehalf<T>(db: Central, behalf: Behalf, work: (tx: Writer) => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    const pipe = await Pipe.of(tx);
    const entered = pipe.send(entering(behalf));
    const worked = await work(tx);
    await entered;
    return worked;
  });
}
