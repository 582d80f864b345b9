import { onBehalf } from '#db/central/behalf';
import type { Central, Reader } from '#db/central/open';
import { contactsFrom, guestPage, messagesFrom } from '#contract/guest';
import { conversationId, customerId } from '#contract/ids';
import { limits } from '#contract/limits';
import { casesOf, contactsOf, findConversation, messagesOf, type Edge } from '#db/central/conversations';
import { stubsOf } from '#db/central/contact-stubs';
import { findCustomer } from '#db/central/customer-teams';
import { loadRow } from '#db/central/rows';
import { belongingsOf, remarksOf } from '#db/central/visibility';
import { changeToWire, putOf } from '#db/tables/codec';
import { mayRead } from '#domain/access/actor';
import type { ConversationRow } from '#domain/conversation/conversation';
import type { CustomerRow } from '#domain/customer/customer';
import type { Put, TableName, Tables } from '#domain/tables';
import type { ConversationId, MessageId } from '#kernel/id';
import { done } from '#kernel/outcome';
import { z } from 'zod';
import type { SignedIn } from '../access/sessions';
import { behalfOf } from '../access/behalf';
import { within } from '../access/within';
import { objectRoute, type Route } from '../route';
import { pageFor } from './dialect';

const people = { for: 'people', roles: 'any' } as const;
/** Who runs through a list opens a few a second. */
const rate = { per: 'session', burst: 60, perSecond: 5 } as const;

type Page = { readonly changes: readonly Put[]; readonly more: boolean };

/** What copies do not hold any more, for whoever opens it: read like everything else, within the person's teams. */
export function guestRoutes(db: Central): readonly Route[] {
  return [conversationRoute(db), customerRoute(db)];
}

function conversationRoute(db: Central): Route {
  return objectRoute({
    method: 'GET',
    path: '/sync/conversation/:conversation',
    access: people,
    rate,
    audit: 'read',
    input: z.strictObject({ params: z.strictObject({ conversation: conversationId }), query: messagesFrom, body: z.undefined() }),
    output: guestPage,
    subject: {
      load: ({ input }, who) => onBehalf(db, behalfOf(who), (tx) => findConversation(tx, within(who), input.params.conversation)),
      allows: (who, conversation) => mayRead(who.actor, conversation.team),
      absent: 'conversation.absent',
    },
    handle: async ({ input }, who, conversation) => {
      const { remarks, changes } = pageFor(input.query.schema);
      const page = wire(await onBehalf(db, behalfOf(who), (tx) => messagePage(tx, who, { conversation, before: edgeOf(input.query), remarks })));
      return done({ ...page, changes: changes(page.changes) });
    },
  });
}

function customerRoute(db: Central): Route {
  return objectRoute({
    method: 'GET',
    path: '/sync/customer/:customer',
    access: people,
    rate,
    audit: 'read',
    input: z.strictObject({ params: z.strictObject({ customer: customerId }), query: contactsFrom, body: z.undefined() }),
    output: guestPage,
    subject: {
      load: ({ input }, who) => onBehalf(db, behalfOf(who), (tx) => findCustomer(tx, within(who), input.params.customer)),
      allows: (who, { teams }) => teams.some((team) => mayRead(who.actor, team)),
      absent: 'customer.absent',
    },
    handle: async ({ input }, who, { customer }) => {
      const { changes, stubs: hearsStubs } = pageFor(input.query.schema);
      const before = edgeOf(input.query);
      const page = wire(await onBehalf(db, behalfOf(who), (tx) => contactPage(tx, who, { customer, before })));
      const stubs = hearsStubs && before === null ? { stubs: await onBehalf(db, behalfOf(who), (tx) => stubsOf(tx, customer.id, limits.stubs)) } : {};
      return done({ ...page, ...stubs, changes: changes(page.changes) });
    },
  });
}

async function messagePage(db: Reader, who: SignedIn, wanted: { readonly conversation: ConversationRow; readonly before: Edge<MessageId> | null; readonly remarks: boolean }): Promise<Page> {
  const { conversation, before } = wanted;
  const customer = await loadRow(db, who.tenant, { table: 'customers', id: conversation.customer });
  const known = customer === null ? [] : await cardOf(db, who, customer);
  const cases = await casesOf(db, within(who), [conversation]);
  const most = limits.guestMessages;
  const messages = await messagesOf(db, within(who), { conversation: conversation.id, before, most: most + 1 });
  const teams = wanted.remarks ? within(who).supervised : [];
  const remarks = await remarksOf(db, who.tenant, { cases: [conversation.case], teams, most: limits.caseRemarks });
  const changes = [...known, ...puts('cases', cases), ...puts('conversations', [conversation]), ...puts('messages', messages.slice(0, most)), ...puts('remarks', remarks)];
  return { changes, more: messages.length > most };
}

async function contactPage(db: Reader, who: SignedIn, wanted: { readonly customer: CustomerRow; readonly before: Edge<ConversationId> | null }): Promise<Page> {
  const { customer, before } = wanted;
  const most = limits.guestContacts;
  const contacts = await contactsOf(db, within(who), { customer: customer.id, before, most: most + 1 });
  const shown = contacts.slice(0, most);
  const cases = await casesOf(db, within(who), shown);
  return { changes: [...(await cardOf(db, who, customer)), ...puts('cases', cases), ...puts('conversations', shown)], more: contacts.length > most };
}

async function cardOf(db: Reader, who: SignedIn, customer: CustomerRow): Promise<readonly Put[]> {
  return [putOf('customers', customer), ...(await belongingsOf(db, who.tenant, [customer.id]))];
}

function puts<Table extends TableName>(table: Table, rows: readonly Tables[Table][]): readonly Put[] {
  return rows.map((row) => putOf(table, row));
}

function wire({ changes, more }: Page): z.infer<typeof guestPage> {
  return { changes: changes.map(changeToWire), more };
}

function edgeOf<Id>(query: Edge<Id> | { readonly schema: number }): Edge<Id> | null {
  return 'at' in query ? query : null;
}
