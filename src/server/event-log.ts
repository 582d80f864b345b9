/** Everything that may stand in the server's log. No contents, names, addresses or tokens: events, codes and numbers. */
export type LogFields = {
  readonly correlation?: string;
  readonly route?: string;
  readonly verb?: string;
  readonly method?: string;
  readonly status?: number;
  readonly milliseconds?: number;
  readonly code?: string;
  readonly error?: string;
  readonly frames?: readonly string[];
  readonly tenant?: string;
  readonly count?: number;
  readonly percent?: number;
  readonly port?: number;
  readonly version?: number;
  readonly channel?: string;
};

export type LogLevel = 'info' | 'warn' | 'error';

export type EventLog = (level: LogLevel, event: string, fields?: LogFields) => void;

const allowed: ReadonlySet<string> = new Set<keyof LogFields>([
  'correlation', 'route', 'verb', 'method', 'status', 'milliseconds', 'code', 'error', 'frames', 'tenant', 'count', 'percent', 'port', 'version', 'channel',
]);

/** One JSON line per event. JSON escapes control characters, so nothing can forge a second line. */
export function createEventLog(write: (line: string) => void): EventLog {
  return (level, event, fields = {}) => {
    const kept = Object.entries(fields).filter(([name]) => allowed.has(name));
    write(`${JSON.stringify({ at: new Date().toISOString(), level, event, ...Object.fromEntries(kept) })}\n`);
  };
}

/** What a bug may leave in the log: its kind and where, never its message, which may repeat what somebody wrote. */
export function faultFields(error: unknown): Pick<LogFields, 'error' | 'code' | 'frames'> {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at ')).slice(0, 6).map((line) => line.trim());
  return { error: error.name, ...code, frames };
}
