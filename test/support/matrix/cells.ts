import type { Role } from '#domain/access/person';
import { roles } from '#domain/access/person';
import type { Endpoint } from './endpoints';
import type { Objects, Workshop } from './objects';
import { askers, expectedOf, variants, type Asker, type ByRole, type Expected, type Row, type Variant } from './policy-words';
import type { Stage } from './stage';

/** One question of the matrix: who asks what about whose object, and what the policy says to it. */
export type Cell = {
  readonly name: string;
  readonly endpoint: string;
  readonly asker: Asker;
  readonly row: Row;
  readonly asked: ReturnType<Row['ask']>;
  readonly expected: Expected;
  /** Which id was varied, null for all of them at once, and whose object it names. */
  readonly varied: { readonly path: string | null; readonly variant: Variant };
  /** The conversation that is asked about, where an effect of silence is looked for. */
  readonly about: string;
};

type Varied = { readonly path: string | null; readonly variant: Variant; readonly answer: ByRole };

export function cellsOf(endpoint: Endpoint, row: Row, ground: { readonly stage: Stage; readonly workshop: Workshop }): readonly Cell[] {
  const { workshop, stage } = ground;
  return askersOf(row).flatMap((asker) =>
    variedFor(endpoint, asker, row).map(({ path, variant, answer }) => {
      const seated = asker === 'nobody' || asker === 'visitor' ? stage.people.agent : stage.people[asker];
      const expected = expectedFor(endpoint, asker, { row, answer });
      const made = new Map<Variant, Objects>();
      const objectsOf = (wanted: Variant): Objects => {
        // What changes nothing may be asked about the same again and again.
        const objects = made.get(wanted) ?? (expected === 'ok' ? workshop.make(wanted, seated, row) : workshop.shared(wanted, seated, row));
        made.set(wanted, objects);
        return objects;
      };
      const pick = (field: string): string => {
        const kind = endpoint.fields.ids.find((one) => one.path === field)?.kind;
        if (kind === undefined) throw new Error(`${endpoint.name} has no id at ${field}`);
        const wanted = path === null || path === field ? variant : (row.usual?.[field] ?? 'own');
        return objectsOf(wanted)[kind === 'message' && row.message === 'answer' ? 'answer' : kind];
      };
      const asked = row.ask(pick);
      const name = `${endpoint.name} | ${asker} | ${path ?? 'every id'}: ${variant}`;
      return { name, endpoint: endpoint.name, asker, row, asked, varied: { path, variant }, expected, about: made.get(variant)?.conversation ?? '' };
    }),
  );
}

function askersOf({ door }: Row): readonly Asker[] {
  return door === 'visitor' ? ['visitor'] : askers;
}

/** Who is turned away at the door is asked about what would be theirs, about another company's and about nothing: nobody looks at what they name. */
const atTheDoor: readonly Variant[] = ['own', 'otherTenant', 'absent'];

function variedFor(endpoint: Endpoint, asker: Asker, row: Row): readonly Varied[] {
  const all = variedOf(endpoint, row);
  return comesIn(asker, row) ? all : all.filter(({ variant }) => atTheDoor.includes(variant));
}

function comesIn(asker: Asker, { door }: Row): boolean {
  return door === 'everyone' || door === 'visitor' || (isRole(asker) && (door === 'people' || door.includes(asker)));
}

function variedOf({ fields }: Endpoint, row: Row): readonly Varied[] {
  const { ids = {} } = row;
  if (fields.ids.length === 0) return [{ path: null, variant: 'own', answer: row.plain ?? 'ok' }];
  const alone = fields.ids.flatMap(({ path }) => variants.map((variant): Varied => ({ path, variant, answer: ids[path]?.[variant] ?? 'ok' })));
  const { together } = row;
  return together === undefined ? alone : [...alone, ...variants.map((variant): Varied => ({ path: null, variant, answer: together[variant] }))];
}

function expectedFor({ name }: Endpoint, asker: Asker, { row: { door }, answer }: { readonly row: Row; readonly answer: ByRole }): Expected {
  if (door === 'everyone' || door === 'visitor') return expectedOf(answer, 'agent');
  // Who does not even greet does not learn what is a verb.
  if (asker === 'nobody' && name.startsWith('/sync ')) return 'request.malformed';
  if (!isRole(asker)) return 'access.signedOut';
  return door === 'people' || door.includes(asker) ? expectedOf(answer, asker) : 'access.denied';
}

export function isRole(asker: Asker): asker is Role {
  return roles.some((role) => role === asker);
}
