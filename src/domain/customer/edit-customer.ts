import type { CustomerId, PersonId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { done, refused, type Outcome } from '#kernel/outcome';
import { singleLine } from '#kernel/text';
import type { FailureCode } from '../failure';
import type { Mutator } from '../mutator';
import type { RowChange } from '../tables';
import { customerLanguages, type CustomerRow } from './customer';
import { fieldText, nextChange, type CustomerField } from './customer-change';
import { reachCustomer } from './reach-customer';

/** Longest text of a field on a card, in characters. */
export const longestField = 120;
const mostSegments = 20;

/** `value`: as people read it, segments with commas between them; null empties the field. */
export type EditCustomer = { readonly customer: CustomerId; readonly field: CustomerField; readonly value: string | null };

/** Changes one field of a card, and keeps who did and what stood there. */
export const editCustomer: Mutator<EditCustomer> = {
  reads: ({ customer: id }, rows) => {
    const customer = rows.get('customers', id);
    return [{ table: 'customers', id }, ...(customer === undefined ? [] : [nextChange(customer)])];
  },
  run: (rows, args, context) => {
    const customer = reachCustomer(rows, args.customer, context);
    if (!customer.ok) return customer;
    const edited = withField(customer.value, args.field, args.value);
    if (!edited.ok) return edited;
    const version = rows.get('customer_changes', nextChange(customer.value).id)?.version ?? 0;
    const kept = changed({ before: customer.value, after: edited.value, field: args.field }, { by: context.actor.person, at: context.now, version });
    return done(kept === null ? [] : [{ op: 'put', table: 'customers', row: kept.customer }, kept.change]);
  },
};

type Edit = { readonly before: CustomerRow; readonly after: CustomerRow; readonly field: CustomerField };
type Editing = { readonly by: PersonId; readonly at: Instant; /** Of the change that the new one takes the place of. */ readonly version: number };

/** The card as it is then, and the change of it; null where nothing differs. */
export function changed({ before, after, field }: Edit, { by, at, version }: Editing): { readonly customer: CustomerRow; readonly change: RowChange } | null {
  const [from, to] = [fieldText(before, field), fieldText(after, field)];
  if (from === to) return null;
  const { id } = nextChange(before);
  return { customer: { ...after, changes: before.changes + 1 }, change: { op: 'put', table: 'customer_changes', row: { id, customer: before.id, at, by, field, from, to, version } } };
}

/** Refused where it is no such value. */
export function withField(customer: CustomerRow, field: CustomerField, value: string | null): Outcome<CustomerRow, FailureCode> {
  const line = singleLine(value ?? '');
  if (Array.from(line).length > (field === 'segments' ? longestField * mostSegments : longestField)) return refused('field.malformed');
  const text = line === '' ? null : line;
  switch (field) {
    case 'name':
      return text === null ? refused('field.empty') : done({ ...customer, name: text });
    case 'company':
    case 'city':
      return done({ ...customer, [field]: text });
    case 'language': {
      const language = customerLanguages.find((known) => known === text) ?? null;
      return language === null && text !== null ? refused('field.malformed') : done({ ...customer, language });
    }
    case 'timezone':
      return text !== null && !timezone.test(text) ? refused('field.malformed') : done({ ...customer, timezone: text });
    case 'segments': {
      const segments = [...new Set(line.split(',').map((one) => one.trim()).filter((one) => one !== ''))];
      return segments.length > mostSegments ? refused('field.malformed') : done({ ...customer, segments });
    }
  }
}

/** An IANA name by its looks; which ones there are, each computer's own calendar knows. */
const timezone = /^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+){0,2}$/;
