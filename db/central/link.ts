import { Client } from 'pg';
import { z } from 'zod';
import type { Prepared } from './pipe';
import { isUnavailable } from './unavailable';

/** One lasting connection for what must not move between connections: LISTEN and advisory locks. */
export type Link = {
  /** Null while the connection is down. */
  readonly query: (statement: string | Prepared) => Promise<readonly Readonly<Record<string, unknown>>[] | null>;
  readonly close: () => Promise<void>;
};

export type LinkEvents = {
  /** What to listen to, and what to do then; `isOwn`: this link told it. */
  readonly heard: Readonly<Record<string, (payload: string, isOwn: boolean) => void>>;
  /** After every (re)connection: whatever was told meanwhile is lost. */
  readonly connected: () => void;
  readonly lost: () => void;
};

const pause = 300;

/** How often the connection is listened to, and how long an answer may take, in milliseconds. */
const heartbeat = 3_000;
const patience = 10_000;

const backend = z.object({ pid: z.number() });

export function openLink(url: string, events: LinkEvents): Link {
  const link = new ReopeningLink(url, events);
  void link.connect();
  return { query: (statement) => link.query(statement), close: () => link.close() };
}

class ReopeningLink {
  readonly #url: string;
  readonly #events: LinkEvents;
  #client: Client | null = null;
  #closed = false;
  #timer: NodeJS.Timeout | undefined;
  readonly #beating: NodeJS.Timeout;

  constructor(url: string, events: LinkEvents) {
    this.#url = url;
    this.#events = events;
    // A connection that does not answer is given up by itself; `query` has nothing to throw then.
    this.#beating = setInterval(() => void this.query('select 1'), heartbeat);
  }

  async connect(): Promise<void> {
    const fresh = new Client({
      connectionString: atOnePlace(this.#url),
      application_name: 'otklik-link',
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      query_timeout: patience,
      pipeline: true,
    });
    fresh.on('error', () => this.#lose(fresh));
    fresh.on('end', () => this.#lose(fresh));
    let own = 0;
    fresh.on('notification', ({ channel, payload, processId }) => this.#events.heard[channel]?.(payload ?? '', processId === own));
    const connected = await this.#listen(fresh).then((pid) => {
      own = pid;
      return true;
    }, () => false);
    if (!connected || this.#closed) {
      await fresh.end().catch(() => undefined);
      if (!this.#closed) this.#again();
      return;
    }
    this.#client = fresh;
    this.#events.connected();
  }

  async query(statement: string | Prepared): Promise<readonly Readonly<Record<string, unknown>>[] | null> {
    const present = this.#client;
    if (present === null) return null;
    try {
      const result = await present.query<Record<string, unknown>>(typeof statement === 'string' ? statement : { ...statement, values: [...statement.values] });
      return result.rows;
    } catch (error) {
      if (this.#client !== present || isUnavailable(error)) return null;
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    clearInterval(this.#beating);
    const present = this.#client;
    this.#client = null;
    await present?.end().catch(() => undefined);
  }

  /** Answers by which number PostgreSQL knows the connection. */
  async #listen(fresh: Client): Promise<number> {
    await fresh.connect();
    for (const channel of Object.keys(this.#events.heard)) await fresh.query(`listen ${fresh.escapeIdentifier(channel)}`);
    const { rows } = await fresh.query('select pg_backend_pid() as pid');
    return backend.parse(rows[0]).pid;
  }

  #lose(which: Client): void {
    if (this.#client !== which) return;
    this.#client = null;
    this.#events.lost();
    void which.end().catch(() => undefined);
    if (!this.#closed) this.#again();
  }

  #again(): void {
    this.#timer = setTimeout(() => void this.connect(), pause);
  }
}

/**
 * What numbers is planned once a connection, often for an empty log. Left to guess, PostgreSQL reads the whole log each time from
 * then on (6 ms of its processor at 12,000 entries); it has to walk the index of what has no number, which drops what has one
 * by now only where it is walked entry by entry (0.4 ms).
 */
const walking = ['seqscan', 'bitmapscan', 'hashjoin', 'mergejoin'].map((way) => `-c enable_${way}=off`).join(' ');

/**
 * A process that vanished says nothing, and its session would keep the lead for as long as the system keeps a dead road, which
 * is hours: PostgreSQL ends a session that has been silent for longer than any living one is.
 */
const endingWhenSilent = '-c idle_session_timeout=15000';

function atOnePlace(url: string): string {
  const changed = new URL(url);
  changed.searchParams.set('options', `${endingWhenSilent} ${walking} ${changed.searchParams.get('options') ?? ''}`);
  return changed.href;
}
