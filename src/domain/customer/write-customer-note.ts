import type { CustomerId, CustomerNoteId } from '#kernel/id';
import { done, refused } from '#kernel/outcome';
import { checkText } from '../check-text';
import type { Mutator } from '../mutator';
import { longestCustomerNote, type CustomerNoteRow } from './customer-note';
import { reachCustomer } from './reach-customer';

export type RemoveCustomerNote = { readonly customer: CustomerId; readonly note: CustomerNoteId };
export type AddCustomerNote = RemoveCustomerNote & { readonly text: string; readonly pinned: boolean };
export type PinCustomerNote = RemoveCustomerNote & { readonly pinned: boolean };

export const addCustomerNote: Mutator<AddCustomerNote> = {
  reads: keysOf,
  run: (rows, args, context) => {
    const customer = reachCustomer(rows, args.customer, context);
    if (!customer.ok) return customer;
    const text = checkText(args.text, longestCustomerNote);
    if (!text.ok) return text;
    const author = context.actor.person;
    const before = rows.get('customer_notes', args.note);
    if (before !== undefined) return before.author === author && before.customer === args.customer && before.text === text.value ? done([]) : refused('mutation.failed');
    const row: CustomerNoteRow = { id: args.note, customer: args.customer, author, at: context.now, text: text.value, pinnedAt: args.pinned ? context.now : null, version: 0 };
    return done([{ op: 'put', table: 'customer_notes', row }]);
  },
};

/** A pinned note stands on the card before everything else. */
export const pinCustomerNote: Mutator<PinCustomerNote> = {
  reads: keysOf,
  run: (rows, args, context) => {
    const customer = reachCustomer(rows, args.customer, context);
    if (!customer.ok) return customer;
    const note = rows.get('customer_notes', args.note);
    if (note?.customer !== args.customer) return refused('note.absent');
    return done((note.pinnedAt !== null) === args.pinned ? [] : [{ op: 'put', table: 'customer_notes', row: { ...note, pinnedAt: args.pinned ? context.now : null } }]);
  },
};

/** Takes a note away: one's own, and anybody's for a supervisor. */
export const removeCustomerNote: Mutator<RemoveCustomerNote> = {
  reads: keysOf,
  run: (rows, args, context) => {
    const customer = reachCustomer(rows, args.customer, context);
    if (!customer.ok) return customer;
    const note = rows.get('customer_notes', args.note);
    if (note?.customer !== args.customer) return done([]);
    const { person, roles } = context.actor;
    return note.author === person || roles.includes('supervisor') ? done([{ op: 'remove', table: 'customer_notes', id: note.id }]) : refused('access.denied');
  },
};

function keysOf({ customer, note }: RemoveCustomerNote) {
  return [{ table: 'customers', id: customer }, { table: 'customer_notes', id: note }] as const;
}
