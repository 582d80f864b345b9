import type { TableName } from '#domain/tables';

/** What a live query may depend on: the tables of the copy, what waits, and what only this process knows. */
export type Topic = TableName | 'outbox' | 'drafts' | 'past' | 'uploads' | 'notices' | 'typing' | 'asking' | 'session' | 'connection' | 'preferences' | 'attention' | 'suggestions';

/** A rebase may touch any row of the copy, and retires what waited. */
export const copyTopics: ReadonlySet<Topic> = new Set<Topic>([
  'teams',
  'people',
  'queues',
  'channels',
  'macros',
  'articles',
  'votes',
  'customers',
  'identities',
  'orders',
  'consents',
  'customer_notes',
  'customer_changes',
  'merges',
  'cases',
  'conversations',
  'messages',
  'remarks',
  'agent_states',
  'agent_days',
  'filters',
  'dispositions',
  'models',
  'clients',
  'refusals',
  'outbox',
  'notices',
  'connection',
]);

/** What changed for those who watch. */
export type Seen = (topics: ReadonlySet<Topic>) => void;
