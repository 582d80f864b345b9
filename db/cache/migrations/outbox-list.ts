import { pending } from './outbox-0001-pending';

/** The outbox's history; order is law. */
export const outboxMigrations = [pending] as const;
