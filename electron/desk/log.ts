import { ClosedCopyError } from './closed-copy';

type Entry =
  | { readonly event: 'road'; readonly what: 'opened' | 'closed' | 'malformed' | 'refused'; readonly detail: string }
  | { readonly event: 'copy'; readonly what: 'loaded' | 'rebuilt' | 'notWritten'; readonly detail: string }
  | { readonly event: 'session'; readonly what: 'signedIn' | 'signedOut' | 'ended' | 'waits'; readonly detail: string }
  | { readonly event: 'bug'; readonly what: string; readonly detail: string };

/** One line per event, without contents: codes, numbers, names of verbs. */
export function log(entry: Entry): void {
  process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), from: 'desk', ...entry })}\n`);
}

/** What should not have been thrown. That the copy has gone meanwhile is an expected end. */
export function logBug(what: string, error: unknown): void {
  if (!(error instanceof ClosedCopyError)) log({ event: 'bug', what, detail: trace(error) });
}

/** What a log may know of a thrown error: its kind, its code and where it happened. */
export function trace(error: unknown): string {
  if (!(error instanceof Error)) return 'not an error';
  const code = 'code' in error ? String(error.code) : '';
  const place = error.stack?.split('\n').find((line) => line.trimStart().startsWith('at ')) ?? '';
  return `${error.name} ${code} ${place.trim()}`.trim();
}
