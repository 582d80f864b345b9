import { hasIdentity } from '#db/central/intake';
import type { Writer } from '#db/central/open';
import { consentsOf, countOfCustomer } from '#db/central/visibility';
import { mostConsents, standingConsents, type ConsentRow } from '#domain/customer/consent';
import { mostIdentities } from '#domain/customer/customer';
import { mostCustomerNotes } from '#domain/customer/customer-note';
import type { FailureCode } from '#domain/failure';
import type { Put, RowChange } from '#domain/tables';
import type { CustomerId, TenantId } from '#kernel/id';

type Writing = { readonly tx: Writer; readonly tenant: TenantId; /** What the same transaction will write besides. */ readonly pending: readonly RowChange[] };
type Counted = 'customer_notes' | 'consents' | 'identities';

/**
 * What only the server knows of what somebody writes on a card: whether an address is somebody else's, whom the person may not even
 * know, and how much stands on the card already. A card is told as a whole, so it has bounds. The mutators hold the customer.
 */
export async function refusalOnCard(writing: Writing, changes: readonly RowChange[]): Promise<FailureCode | null> {
  for (const change of changes) {
    if (change.op !== 'put' || !('version' in change.row) || change.row.version !== 0 || isComing(writing, change)) continue;
    if (change.table === 'customer_notes' && (await standing(writing, change.table, change.row.customer)) >= mostCustomerNotes) return 'note.tooMany';
    if (change.table === 'consents' && !(await takesBack(writing, change.row)) && (await standing(writing, change.table, change.row.customer)) >= mostConsents) return 'consent.tooMany';
    if (change.table !== 'identities') continue;
    if (await hasIdentity(writing.tx, change.row)) return 'identity.taken';
    if ((await standing(writing, change.table, change.row.customer)) >= mostIdentities) return 'identity.tooMany';
  }
  return null;
}

/** One that the same transaction writes down already, and that is only changed. */
function isComing({ pending }: Writing, { table, row }: Put): boolean {
  return pending.some((change) => change.op === 'put' && change.table === table && change.row.id === row.id);
}

/** With what the same transaction adds, and without what it takes away. */
async function standing({ tx, tenant, pending }: Writing, table: Counted, customer: CustomerId): Promise<number> {
  const coming = pending.filter((change) => change.op === 'put' && change.table === table && change.row.customer === customer && change.row.version === 0);
  const going = pending.flatMap((change) => (change.op === 'remove' && change.table === table ? [change.id] : []));
  return (await countOfCustomer(tx, tenant, { table, customer, without: going })) + coming.length;
}

/** Somebody who takes a given word back is always heard; there are no more such words than there are given ones. */
async function takesBack({ tx, tenant, pending }: Writing, row: ConsentRow): Promise<boolean> {
  if (row.word !== 'withdrawn') return false;
  const coming = pending.flatMap((change) => (change.op === 'put' && change.table === 'consents' && change.row.customer === row.customer ? [change.row] : []));
  const said = standingConsents([...(await consentsOf(tx, tenant, row.customer)), ...coming]);
  return said.find(({ purpose, channel }) => purpose === row.purpose && channel === row.channel)?.word === 'given';
}
