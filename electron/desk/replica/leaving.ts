import type { Hold } from '#db/cache/held';
import type { Pending } from '#sync/perform';

/** `hold`: for how long a mutation may be taken back. `kept`: hears of it when it is safe in the outbox. */
export type Leaving = { readonly hold?: Hold | undefined; readonly kept?: (pending: Pending) => void };
