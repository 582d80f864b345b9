import { customerMerge, customerUnmerge, mergePreview } from '#contract/customer-merge';
import type { Failure } from '#contract/failures';
import { customerId } from '#contract/ids';
import { onBehalf } from '#db/central/behalf';
import { everyTeamOf, findCustomer } from '#db/central/customer-teams';
import { contactsOfCustomer, keepMoves, lockPair, lockWhole, movedBack, wholeOf } from '#db/central/merges';
import type { Central, Reader } from '#db/central/open';
import { loadRow, lockRow } from '#db/central/rows';
import { differences, mergeCustomers, movedOf, unmergeCustomers } from '#domain/conversation/merge-customers';
import type { CustomerRow } from '#domain/customer/customer';
import type { CustomerId } from '#kernel/id';
import { done, refused, type Outcome } from '#kernel/outcome';
import { z } from 'zod';
import { behalfOf } from '../access/behalf';
import type { SignedIn } from '../access/sessions';
import { within } from '../access/within';
import { objectRoute, type Route } from '../route';
import { OversizedError, type Commit } from '../sync/commit';

export type MergePorts = { readonly db: Central; readonly commit: Commit };

const access = { for: 'people', roles: ['agent', 'supervisor'] } as const;
const rate = { per: 'session', burst: 20, perSecond: 1 } as const;
const noQuery = z.strictObject({});
const ofCustomer = z.strictObject({ customer: customerId });

/** Contacts that one merge moves at most: what is told of them is one frame. */
const mostContacts = 2000;

/**
 * Two customers who are one person; see DECISION-merge.md. Only the server has everything that is theirs, in teams of which the
 * person is none too.
 */
export function mergeRoutes(ports: MergePorts): readonly Route[] {
  return [previewRoute(ports), mergeRoute(ports), unmergeRoute(ports)];
}

function previewRoute({ db }: MergePorts): Route {
  return objectRoute({
    method: 'GET',
    path: '/customers/:customer/merge/:other',
    access,
    rate,
    audit: 'read',
    input: z.strictObject({ params: z.strictObject({ customer: customerId, other: customerId }), query: noQuery, body: z.undefined() }),
    output: mergePreview,
    subject: { load: ({ input: { params } }, who) => knownPair(db, who, params), allows: () => true, absent: 'customer.absent' },
    handle: async ({ input: { params } }, who, { survivor, other }) => {
      const refusal = await refusalOf(db, who, params);
      if (refusal !== null) return refused(refusal);
      const whole = await wholeOf(db, who.tenant, other.id);
      return done({ otherName: other.name, moved: movedOf(whole), fields: [...differences(survivor, other)] });
    },
  });
}

function mergeRoute({ db, commit }: MergePorts): Route {
  return objectRoute({
    method: 'POST',
    path: '/customers/:customer/merge',
    access,
    rate,
    audit: 'change',
    input: z.strictObject({ params: ofCustomer, query: noQuery, body: customerMerge }),
    output: z.null(),
    subject: {
      load: async ({ input: { params, body } }, who) => (await repeated(db, who, { ...params, ...body })) ?? knownPair(db, who, { ...params, ...body }),
      allows: () => true,
      absent: 'customer.absent',
    },
    handle: async ({ input: { params, body } }, who, found) => {
      if (found === 'repeated') return done(null);
      const refusal = await refusalOf(db, who, { ...params, ...body });
      if (refusal !== null) return refused(refusal);
      return inOneFrame(() => commit(who.tenant, async (tx, now, put) => {
        const pair = await lockPair(tx, who.tenant, { survivor: params.customer, other: body.other });
        if (pair === null) return refused('customer.absent');
        if (pair.survivor.mergedInto !== null || pair.other.mergedInto !== null) return refused('customer.alreadyMerged');
        if ((await loadRow(tx, who.tenant, { table: 'merges', id: body.merge })) !== null) return refused('mutation.failed');
        const whole = await lockWhole(tx, who.tenant, body.other);
        await keepMoves(tx, who.tenant, { merge: body.merge, whole });
        await put(mergeCustomers({ merge: body.merge, takes: body.takes, ...pair }, whole, { by: who.actor.person, at: now }));
        return done(null);
      }));
    },
  });
}

function unmergeRoute({ db, commit }: MergePorts): Route {
  return objectRoute({
    method: 'POST',
    path: '/customers/:customer/unmerge',
    access,
    rate,
    audit: 'change',
    input: z.strictObject({ params: ofCustomer, query: noQuery, body: customerUnmerge }),
    output: z.null(),
    subject: {
      load: ({ input: { params } }, who) => onBehalf(db, behalfOf(who), (tx) => findCustomer(tx, within(who), params.customer)),
      allows: () => true,
      absent: 'customer.absent',
    },
    handle: ({ input: { params, body } }, who) => inOneFrame(() => commit(who.tenant, async (tx, now, put) => {
      const key = { table: 'merges', id: body.merge } as const;
      const known = await loadRow(tx, who.tenant, key);
      if (known?.customer !== params.customer) return refused('merge.absent');
      const pair = await lockPair(tx, who.tenant, { survivor: known.customer, other: known.other });
      // Read behind the pair's lock: of two who take it back at once the second finds it taken back.
      const merge = await lockRow(tx, who.tenant, key);
      if (pair === null || merge === null) return refused('merge.absent');
      // Asked again, because no answer came.
      if (merge.undone !== null) return merge.undone.by === who.actor.person ? done(null) : refused('merge.absent');
      if (!(await mayJudge(tx, who, [params.customer]))) return refused('customer.otherTeams');
      const whole = await movedBack(tx, who.tenant, { merge: merge.id, customer: merge.customer });
      await put(unmergeCustomers({ merge, ...pair }, whole, { by: who.actor.person, at: now }));
      return done(null);
    })),
  });
}

type Named = { readonly customer: CustomerId; readonly other: CustomerId };
type KnownPair = { readonly survivor: CustomerRow; readonly other: CustomerRow };

/** Both, where the person's teams know both. */
function knownPair(db: Central, who: SignedIn, { customer, other }: Named): Promise<KnownPair | null> {
  return onBehalf(db, behalfOf(who), async (tx) => {
    const [one, two] = [await findCustomer(tx, within(who), customer), await findCustomer(tx, within(who), other)];
    return one === null || two === null ? null : { survivor: one.customer, other: two.customer };
  });
}

/** This very merge was made before, by this person: the answer was lost. */
async function repeated(db: Reader, who: SignedIn, { customer, other, merge: id }: Named & { readonly merge: string }): Promise<'repeated' | null> {
  const merge = await loadRow(db, who.tenant, { table: 'merges', id });
  return merge?.customer === customer && merge.other === other && merge.by === who.actor.person ? 'repeated' : null;
}

async function refusalOf(db: Central, who: SignedIn, { customer, other }: Named): Promise<Failure | null> {
  if (customer === other) return 'customer.sameCustomer';
  if (!(await mayJudge(db, who, [customer, other]))) return 'customer.otherTeams';
  return (await contactsOfCustomer(db, who.tenant, other)) > mostContacts ? 'customer.tooMuch' : null;
}

/** Whoever is of every team that knows them; and a supervisor, who answers for what other teams come to see. */
async function mayJudge(db: Reader, { tenant, actor }: SignedIn, customers: readonly CustomerId[]): Promise<boolean> {
  if (actor.roles.includes('supervisor')) return true;
  const teams = await everyTeamOf(db, tenant, customers);
  return teams.every(({ team }) => actor.teams.includes(team));
}

async function inOneFrame(work: () => Promise<Outcome<null, Failure>>): Promise<Outcome<null, Failure>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof OversizedError) return refused('customer.tooMuch');
    throw error;
  }
}
