import type { Failure } from '#contract/failures';
import { roles, type Role } from '#domain/access/person';

/** Who asks: a person of the support team in each role, and everyone who should not get past a door. */
export const outsiders = ['nobody', 'visitor', 'disabled', 'revoked', 'expired'] as const;
export type Outsider = (typeof outsiders)[number];
export type Asker = Role | Outsider;
export const askers: readonly Asker[] = [...roles, ...outsiders];

/**
 * Whose object an id names. `unowned`: of the asker's team and nobody's (of people: a colleague who works in no conversation);
 * `otherTeam`: of another team of the company, even if its conversation is still assigned to the asker.
 */
export const variants = ['own', 'unowned', 'sameTeam', 'otherTeam', 'otherTenant', 'absent'] as const;
export type Variant = (typeof variants)[number];

/** `ok`: it is done or answered. `nothing`: silence, and no effect. Else the code of the refusal. */
export type Expected = 'ok' | 'nothing' | Failure;

/** One expectation for all roles that the door lets in, or one per role. */
export type ByRole = Expected | ((role: Role) => Expected);
export type Cells = Readonly<Record<Variant, ByRole>>;

/** Gives the id for a field of the request. */
export type Pick = (path: string) => string;

export type Row = {
  /** Whom the door lets in; everybody else gets `access.signedOut`, or `access.denied` when signed in. */
  readonly door: 'everyone' | 'people' | 'visitor' | readonly Role[];
  /** What is asked, with ids where the schema has them. For intents: the arguments. */
  readonly ask: (pick: Pick) => { readonly params?: Readonly<Record<string, string>>; readonly query?: Readonly<Record<string, string>>; readonly body?: unknown };
  /** The answer for every id of the input, by whose object it names while the others are as in `usual`. */
  readonly ids?: Readonly<Record<string, Cells>>;
  /** The answer when every id names objects of the same owner; as for the first id when left out. */
  readonly together?: Cells;
  /** The answer where the input has no ids. */
  readonly plain?: ByRole;
  /** Whose objects the other ids name; the asker's own when left out. */
  readonly usual?: Readonly<Record<string, Variant>>;
  /** Another chat of the team than the one that its visitors are in. */
  readonly asideChat?: true;
  /** Finished cases instead of open ones. */
  readonly finished?: true;
  /** The message that an id names: what the customer wrote, or what was answered. */
  readonly message?: 'answer';
  /** Gives a conversation with its past to another team, which hears of it then. */
  readonly handsOver?: true;
  /** Only whose own it is hears another answer than for what does not exist. */
  readonly tellsNothing?: true;
  /** Ends the sessions of who asks: somebody of the same role asks who is needed for nothing else. */
  readonly endsSession?: true;
};

/** Seen by everyone of the team; for all others it does not exist. */
export function seenByTeam(absent: Failure | 'nothing'): Cells {
  return { own: 'ok', unowned: 'ok', sameTeam: 'ok', otherTeam: absent, otherTenant: absent, absent };
}

/** Seen by everyone of the company. */
export function seenByCompany(absent: Failure): Cells {
  return { own: 'ok', unowned: 'ok', sameTeam: 'ok', otherTeam: 'ok', otherTenant: absent, absent };
}

/** The person's own only; everybody else's does not exist. */
export function seenByOwner(absent: Failure | 'nothing'): Cells {
  return { own: 'ok', unowned: absent, sameTeam: absent, otherTeam: absent, otherTenant: absent, absent };
}

/** The same for every id. */
export function forAll(answer: Expected): Cells {
  return { own: answer, unowned: answer, sameTeam: answer, otherTeam: answer, otherTenant: answer, absent: answer };
}

/** Any value passes, and tells nothing. */
export const harmless: Cells = { own: 'ok', unowned: 'ok', sameTeam: 'ok', otherTeam: 'ok', otherTenant: 'ok', absent: 'ok' };

/** A fresh id that the client makes: one that the company has is never written over. */
export function made(taken: Failure): Cells {
  return { own: taken, unowned: taken, sameTeam: taken, otherTeam: taken, otherTenant: 'ok', absent: 'ok' };
}

const workers: readonly Role[] = ['agent', 'supervisor'];

/** As said for those who work in conversations; to everybody else no conversation exists. */
export function forWorkers(cells: Cells, absent: Expected = 'conversation.absent'): Cells {
  return forRoles(workers, cells, absent);
}

/** As said for those who lead a team; everybody else hears the same whatever they name. */
export function forLeaders(cells: Cells): Cells {
  return forRoles(['supervisor', 'administrator'], cells, 'access.denied');
}

function forRoles(those: readonly Role[], cells: Cells, others: Expected): Cells {
  const only = (answer: ByRole): ByRole => (role) => (those.includes(role) ? expectedOf(answer, role) : others);
  const { own, unowned, sameTeam, otherTeam, otherTenant } = cells;
  return { own: only(own), unowned: only(unowned), sameTeam: only(sameTeam), otherTeam: only(otherTeam), otherTenant: only(otherTenant), absent: only(cells.absent) };
}

export function expectedOf(answer: ByRole, role: Role): Expected {
  return typeof answer === 'function' ? answer(role) : answer;
}

export function supervisors(theirs: Expected, others: Expected): ByRole {
  return (role) => (role === 'supervisor' ? theirs : others);
}

export const conversation = seenByTeam('conversation.absent');
export const answerable = forWorkers({ ...conversation, unowned: 'conversation.notYours', sameTeam: 'conversation.notYours' });
export const finishable = forWorkers({ ...conversation, sameTeam: supervisors('ok', 'conversation.notYours') });

/** What is asked of an object of the company that is in no state for it. */
export const stands = (code: Failure) => ({ own: code, unowned: code, sameTeam: code, otherTeam: code }) as const;
