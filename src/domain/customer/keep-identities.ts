import type { CustomerId, IdentityId } from '#kernel/id';
import { done, refused } from '#kernel/outcome';
import type { Mutator } from '../mutator';
import type { IdentityRow } from './customer';
import { reachCustomer } from './reach-customer';

/** Addresses that a person may write down: the others are learned from who writes. */
export const writtenKinds = ['email', 'phone'] as const;

export type RemoveIdentity = { readonly customer: CustomerId; readonly identity: IdentityId };
export type AddIdentity = RemoveIdentity & { readonly kind: (typeof writtenKinds)[number]; readonly value: string };

/** Whether somebody else has the address only the server knows, which refuses it then. */
export const addIdentity: Mutator<AddIdentity> = {
  reads: keysOf,
  run: (rows, args, context) => {
    const customer = reachCustomer(rows, args.customer, context);
    if (!customer.ok) return customer;
    const value = canonical(args);
    if (value === null) return refused('field.malformed');
    const before = rows.get('identities', args.identity);
    if (before !== undefined) return before.customer === args.customer && before.kind === args.kind && before.value === value ? done([]) : refused('mutation.failed');
    const row: IdentityRow = { id: args.identity, customer: args.customer, kind: args.kind, value, version: 0, preferredAt: null };
    return done([{ op: 'put', table: 'identities', row }]);
  },
};

/** One that is gone already, or is somebody else's, changes nothing. */
export const removeIdentity: Mutator<RemoveIdentity> = {
  reads: keysOf,
  run: (rows, args, context) => {
    const customer = reachCustomer(rows, args.customer, context);
    if (!customer.ok) return customer;
    const identity = rows.get('identities', args.identity);
    return done(identity?.customer === args.customer ? [{ op: 'remove', table: 'identities', id: identity.id }] : []);
  },
};

/** Puts an address before the others of its kind. */
export const preferIdentity: Mutator<RemoveIdentity> = {
  reads: keysOf,
  run: (rows, args, context) => {
    const customer = reachCustomer(rows, args.customer, context);
    if (!customer.ok) return customer;
    const identity = rows.get('identities', args.identity);
    if (identity?.customer !== args.customer) return refused('identity.absent');
    return done([{ op: 'put', table: 'identities', row: { ...identity, preferredAt: context.now } }]);
  },
};

function keysOf({ customer, identity }: RemoveIdentity) {
  return [{ table: 'customers', id: customer }, { table: 'identities', id: identity }] as const;
}

const address = /^[^\s@<>"(),;:\\[\]]{1,64}@[^\s@<>"(),;:\\[\]]{1,190}\.[^\s@<>"(),;:\\[\].]{2,}$/u;

/** As channels write it: lower case, or a plus and digits. Null for what is no address. */
function canonical({ kind, value }: Pick<AddIdentity, 'kind' | 'value'>): string | null {
  if (kind === 'email') {
    const mail = value.trim().normalize('NFC').toLowerCase();
    return address.test(mail) ? mail : null;
  }
  const digits = value.replaceAll(/[\s().\u2010-\u2015-]/g, '');
  const full = digits.startsWith('00') ? `+${digits.slice(2)}` : /^8\d{10}$/.test(digits) ? `+7${digits.slice(1)}` : digits;
  return /^\+[1-9]\d{6,14}$/.test(full) ? full : null;
}
