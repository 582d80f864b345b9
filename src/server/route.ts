import type { Failure } from '#contract/failures';
import type { Role } from '#domain/access/person';
import { done, refused, type Outcome } from '#kernel/outcome';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import type { ApiScope } from '#contract/api-token';
import type { SignedIn } from './access/sessions';
import type { Operation } from './api/text/en';
import type { Program } from './api/tokens';
import type { Rate } from './rate';

/** What the audit log keeps of a request: nothing, that an entrance was used, that data was read, or that it was changed. */
export type AuditClass = 'none' | 'entrance' | 'read' | 'change';

/** Who may call. Nobody is the default: a route states one of these or does not compile. Programs act for a person, and as far as that person may. */
export type Access =
  | { readonly for: 'everyone' }
  | { readonly for: 'people'; readonly roles: readonly Role[] | 'any' }
  | { readonly for: 'programs'; readonly scope: ApiScope; readonly roles: readonly Role[] | 'any' };

export const everyone: Access & { readonly for: 'everyone' } = { for: 'everyone' };

export type Call<Input> = {
  readonly input: Input;
  readonly correlation: string;
  /** The peer of the connection, or whom a proxy that we trust speaks for. */
  readonly address: string;
  /** No proxy stood between. */
  readonly direct: boolean;
  /** They hung up meanwhile: nobody hears the answer. */
  readonly isGone: () => boolean;
  readonly origin: string | null;
  readonly language: string | null;
  /** By which the caller names this request, should it have to be sent again. */
  readonly key: string | null;
  /** A header of the request by its name, for routes whose callers prove with it who they are. */
  readonly header: (name: string) => string | null;
};

/** An answer that is not JSON. */
export class Download {
  constructor(
    readonly headers: Readonly<Record<string, string>>,
    readonly body: Readable | Buffer | string,
    readonly status: 200 | 303 = 200,
  ) {}
}

/** The output schema of routes that answer with a `Download`. */
export const download = z.instanceof(Download);

type Shape<Input, Output> = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  /** Parses `{ params, query, body }`; keys that it does not know are refused. */
  readonly input: z.ZodType<Input>;
  readonly output: z.ZodType<Output>;
  readonly rate: Rate;
  readonly audit: AuditClass;
  /** Largest body in bytes. */
  readonly largest?: number;
  /** The name under which the public API describes it. */
  readonly operation?: Operation;
  /** The body as its bytes came, whatever they say they are. */
  readonly raw?: true;
};

/** An object that a request names: loaded by a query that is scoped to the caller, then judged. */
export type Subject<Input, Found> = {
  readonly load: (call: Call<Input>, who: SignedIn) => Promise<Found | null>;
  readonly allows: (who: SignedIn, found: Found) => boolean;
  /** The same answer for "not yours" and "does not exist". */
  readonly absent: Failure;
};

type OpenRoute<Input, Output> = Shape<Input, Output> & {
  readonly access: Extract<Access, { for: 'everyone' }>;
  readonly handle: (call: Call<Input>) => Promise<Outcome<Output, Failure>>;
};

type ClosedRoute<Input, Output, Found> = Shape<Input, Output> & {
  readonly access: Extract<Access, { for: 'people' }>;
  readonly subject: Subject<Input, Found>;
  readonly handle: (call: Call<Input>, who: SignedIn, found: Found) => Promise<Outcome<Output, Failure>>;
};

type ObjectlessRoute<Input, Output> = Shape<Input, Output> & {
  readonly access: Extract<Access, { for: 'people' }>;
  readonly handle: (call: Call<Input>, who: SignedIn) => Promise<Outcome<Output, Failure>>;
};

/** Who was let in. */
export type Entered = SignedIn | Program | null;

type Serve = (call: CallFacts, who: Entered) => Promise<Outcome<RouteAnswer, Failure>>;
type CallFacts = Omit<Call<unknown>, 'input'>;

export type RouteAnswer = { readonly json: unknown } | { readonly download: Download };

/** A declared route with its types closed over; what the app serves and what tests enumerate. */
export type Route = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly access: Access;
  readonly rate: Rate;
  readonly audit: AuditClass;
  readonly largest: number;
  readonly operation: Operation | null;
  readonly isRaw: boolean;
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  /** Null when the input is malformed. */
  readonly parse: (raw: unknown) => Serve | null;
};

const usualBody = 64 * 1024;

/** A route that answers before sign-in. */
export function openRoute<Input, Output>(route: OpenRoute<Input, Output>): Route {
  return closedOver(route, (input) => async (facts) => answered(route, await route.handle({ ...facts, input })));
}

/** A route whose caller signs the bytes of the body: it is handed over unread. */
export function rawRoute<Input, Output>(route: OpenRoute<Input, Output>): Route {
  return openRoute({ ...route, raw: true });
}

/** A route for signed-in people that names an object. */
export function objectRoute<Input, Output, Found>(route: ClosedRoute<Input, Output, Found>): Route {
  return closedOver(route, (input) => async (facts, who) => {
    if (who === null || 'token' in who) return refused('access.signedOut');
    const call = { ...facts, input };
    const found = await route.subject.load(call, who);
    if (found === null || !route.subject.allows(who, found)) return refused(route.subject.absent);
    return answered(route, await route.handle(call, who, found));
  });
}

/** A route for signed-in people that acts on themselves or on everything that their role opens. */
export function personRoute<Input, Output>(route: ObjectlessRoute<Input, Output>): Route {
  return closedOver(route, (input) => async (facts, who) => {
    if (who === null || 'token' in who) return refused('access.signedOut');
    return answered(route, await route.handle({ ...facts, input }, who));
  });
}

type ProgramRoute<Input, Output> = Shape<Input, Output> & {
  readonly access: Extract<Access, { for: 'programs' }>;
  readonly operation: Operation;
  readonly handle: (call: Call<Input>, who: Program) => Promise<Outcome<Output, Failure>>;
};

/** A route of the public API. What it names it loads within what its person may see. */
export function programRoute<Input, Output>(route: ProgramRoute<Input, Output>): Route {
  return closedOver(route, (input) => async (facts, who) => {
    if (who === null || !('token' in who)) return refused('access.signedOut');
    return answered(route, await route.handle({ ...facts, input }, who));
  });
}

function closedOver<Input, Output>(route: Shape<Input, Output> & { readonly access: Access }, serve: (input: Input) => Serve): Route {
  const { method, path, access, rate, audit, input, output, largest = usualBody, operation = null, raw = false } = route;
  return {
    method,
    path,
    access,
    rate,
    audit,
    largest,
    operation,
    isRaw: raw,
    input,
    output,
    parse: (raw) => {
      const parsed = route.input.safeParse(raw);
      return parsed.success ? serve(parsed.data) : null;
    },
  };
}

function answered<Input, Output>(route: Shape<Input, Output>, outcome: Outcome<Output, Failure>): Outcome<RouteAnswer, Failure> {
  if (!outcome.ok) return outcome;
  const value: unknown = route.output.parse(outcome.value);
  return done(isDownload(value) ? { download: value } : { json: value });
}

function isDownload(value: unknown): value is Download {
  return value instanceof Download;
}

/** For routes without parameters, query or body, and those with a body only. */
export const noInput = z.strictObject({ params: z.strictObject({}), query: z.strictObject({}), body: z.undefined() });

export function bodyInput<Body>(body: z.ZodType<Body>): z.ZodType<{ readonly body: Body }> {
  return z.strictObject({ params: z.strictObject({}), query: z.strictObject({}), body });
}
