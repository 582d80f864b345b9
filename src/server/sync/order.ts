import type { NewEntry } from '#db/central/change-log';
import type { Pipe } from '#db/central/pipe';
import type { Link } from '#db/central/link';
import type { Central } from '#db/central/open';
import type { TenantId } from '#kernel/id';
import type { Log } from './log';

/**
 * How the entries of the log get their numbers.
 *
 * Contract, for every tenant: the numbers have no gaps; a number is durable before it is read, and whoever reads one has all
 * below it; a transaction that began after another one's commit, or waited for its rows, has the higher number.
 */
export type LogOrder = {
  /** Before this process commits anything. Throws where a process that orders in another way uses the database. */
  readonly begin: (db: Central) => Promise<void>;
  /** The last write of a transaction; its failure fails the transaction. */
  readonly append: (pipe: Pipe, tenant: TenantId, entry: NewEntry) => void;
  /** A transaction of this process committed. */
  readonly committed: () => void;
  /** The link is up, for the first time or again. */
  readonly linked: () => void;
  /** Called about once a second: covers wake-ups that were lost. */
  readonly tick: () => void;
  /** The link is down, and what it held is gone. */
  readonly lost: () => void;
  /** What other processes tell, by channel. */
  readonly heard: Readonly<Record<string, () => void>>;
};

export type OrderPorts = {
  readonly link: () => Link;
  readonly log: Pick<Log, 'wake' | 'take'>;
  /** Work that nobody waits for broke. */
  readonly failed: (error: unknown) => void;
};

export type MakeOrder = (ports: OrderPorts) => LogOrder;
