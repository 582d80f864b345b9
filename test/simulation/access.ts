import type { Actor } from '#domain/access/actor';
import { scopesOf, type Scope } from '#domain/scope';
import type { ClientId, PersonId } from '#kernel/id';
import type { CentralDatabase } from './central-database';

/** Who stands at an entrance, as the server established it. */
export type Who = { readonly session: string; readonly actor: Actor };

export function scopesOfActor(actor: Actor, client: ClientId): readonly Scope[] {
  return scopesOf(actor, client);
}

/** Sessions and what people may: the entrance of every simulated server process. */
export class Access {
  readonly #db: CentralDatabase;
  readonly #sessions = new Map<string, PersonId>();
  #last = 0;

  constructor(db: CentralDatabase) {
    this.#db = db;
  }

  /** A new session, or null for somebody who is disabled. */
  signIn(person: PersonId): string | null {
    if (this.#db.disabled.has(person)) return null;
    this.#last += 1;
    const session = `session-${this.#last}`;
    this.#sessions.set(session, person);
    return session;
  }

  revokeAll(person: PersonId): void {
    for (const [session, owner] of this.#sessions) if (owner === person) this.#sessions.delete(session);
  }

  authenticate(session: string): Who | null {
    const person = this.#sessions.get(session);
    const row = person === undefined || this.#db.disabled.has(person) ? undefined : this.#db.rows.get('people', person);
    return row === undefined ? null : { session, actor: { person: row.id, roles: row.roles, teams: row.teams } };
  }

  isUnchanged({ session, actor }: Who): boolean {
    const present = this.authenticate(session)?.actor;
    return present !== undefined && isSame(present.roles, actor.roles) && isSame(present.teams, actor.teams);
  }
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name) => other.includes(name));
}
