import { Client } from 'pg';

/** One lasting connection for what must not move between connections: LISTEN and advisory locks. */
export type Link = {
  /** Null while the connection is down. */
  readonly query: (sql: string, values?: readonly unknown[]) => Promise<readonly Readonly<Record<string, unknown>>[] | null>;
  readonly close: () => Promise<void>;
};

export type LinkEvents = {
  /** What to listen to, and what to do then. */
  readonly heard: Readonly<Record<string, (payload: string) => void>>;
  /** After every (re)connection: whatever was told meanwhile is lost. */
  readonly connected: () => void;
  readonly lost: () => void;
};

const pause = 300;

export function openLink(url: string, events: LinkEvents): Link {
  let client: Client | null = null;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;

  function lose(which: Client): void {
    if (client !== which) return;
    client = null;
    events.lost();
    void which.end().catch(() => undefined);
    if (!closed) timer = setTimeout(() => void connect(), pause);
  }

  async function connect(): Promise<void> {
    const fresh = new Client({ connectionString: url, keepAlive: true, connectionTimeoutMillis: 5_000, application_name: 'otklik-link' });
    fresh.on('error', () => lose(fresh));
    fresh.on('end', () => lose(fresh));
    fresh.on('notification', (notification) => events.heard[notification.channel]?.(notification.payload ?? ''));
    try {
      await fresh.connect();
      for (const channel of Object.keys(events.heard)) await fresh.query(`listen ${fresh.escapeIdentifier(channel)}`);
    } catch {
      await fresh.end().catch(() => undefined);
      if (!closed) timer = setTimeout(() => void connect(), pause);
      return;
    }
    if (closed) return fresh.end();
    client = fresh;
    events.connected();
  }

  void connect();
  return {
    query: async (sql, values = []) => {
      const present = client;
      if (present === null) return null;
      try {
        const result = await present.query<Record<string, unknown>>(sql, [...values]);
        return result.rows;
      } catch (error) {
        if (client !== present) return null;
        throw error;
      }
    },
    close: async () => {
      closed = true;
      clearTimeout(timer);
      const present = client;
      client = null;
      await present?.end().catch(() => undefined);
    },
  };
}
