import { pending } from './outbox-0001-pending';
import { returned } from './outbox-0002-returned';

/** The outbox's history; order is law. */
export const outboxMigrations = [pending, returned] as const;
