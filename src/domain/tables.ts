import type { CaseId, ClientId } from '#kernel/id';
import type { PersonRow, TeamRow } from './access/person';
import type { ChannelRow } from './channel/channel';
import type { CaseRow } from './conversation/case';
import type { ConversationRow } from './conversation/conversation';
import type { MessageRow } from './conversation/message';
import type { ConsentRow } from './customer/consent';
import type { CustomerRow, IdentityRow } from './customer/customer';
import type { CustomerChangeRow } from './customer/customer-change';
import type { CustomerNoteRow } from './customer/customer-note';
import type { MergeRow } from './customer/merge';
import type { OrderRow } from './customer/order';
import type { FailureCode } from './failure';
import type { DispositionRow } from './queue/disposition';
import type { ArticleRow, VoteRow } from './knowledge/article';
import type { MacroRow } from './knowledge/macro';
import type { FiltersRow } from './conversation/saved-filter';
import type { QueueRow } from './queue/queue';
import type { AgentDayRow } from './shift/agent-day';
import type { AgentStateRow } from './shift/agent-state';
import type { ModelRow } from './suggestion/company-model';
import type { RemarkRow } from './supervision/remark';

/** How far the server got with the mutations of one client; retires what is pending there. */
export type ClientRow = { readonly id: ClientId; readonly lastMutation: number; readonly version: number };

/** A mutation that the rules refused: the client rolls it back and tells the person. `id` is `<client>.<mutation>`. */
export type RefusalRow = {
  readonly id: string;
  readonly client: ClientId;
  readonly mutation: number;
  readonly name: string;
  readonly code: FailureCode;
  readonly version: number;
};

/** Every table that replicates. */
export type Tables = {
  readonly teams: TeamRow;
  readonly people: PersonRow;
  readonly queues: QueueRow;
  readonly channels: ChannelRow;
  readonly macros: MacroRow;
  readonly articles: ArticleRow;
  readonly votes: VoteRow;
  readonly customers: CustomerRow;
  readonly identities: IdentityRow;
  readonly orders: OrderRow;
  readonly consents: ConsentRow;
  readonly customer_notes: CustomerNoteRow;
  readonly customer_changes: CustomerChangeRow;
  readonly merges: MergeRow;
  readonly cases: CaseRow;
  readonly conversations: ConversationRow;
  readonly messages: MessageRow;
  readonly remarks: RemarkRow;
  readonly agent_states: AgentStateRow;
  readonly agent_days: AgentDayRow;
  readonly filters: FiltersRow;
  readonly dispositions: DispositionRow;
  readonly models: ModelRow;
  readonly clients: ClientRow;
  readonly refusals: RefusalRow;
};

export type TableName = keyof Tables;

export type Put = { readonly [Table in TableName]: { readonly op: 'put'; readonly table: Table; readonly row: Tables[Table] } }[TableName];
export type Remove = { readonly op: 'remove'; readonly table: TableName; readonly id: string };
export type RowChange = Put | Remove;

/** Names one row; mutators declare with it what they read and write. */
export type RowKey = { readonly table: TableName; readonly id: string };

/** The rows that an executor loaded for a mutator. */
export interface Rows {
  get<Table extends TableName>(table: Table, id: string): Tables[Table] | undefined;
  /** Every conversation of a case that `Mutator.wholeCases` named. */
  conversationsOf(id: CaseId): readonly ConversationRow[];
}
