import type { ChatLine, FromChat } from '#contract/chat';

export type Answer = Extract<ChatLine, { from: 'agent' }>;

/** A line of the visitor that the server has not acknowledged yet. */
export type PendingLine = { readonly line: string; readonly at: number; readonly text: string; readonly name: string | null };

/** A line that the server will never take; the visitor sees it with the reason. */
export type RefusedLine = PendingLine & { readonly refused: true };

/**
 * The conversation as one browser tab knows it.
 * Invariants: an id stands once in `lines`; lines are ordered by moment, then id; a pending line leaves `pending` in the
 * same step in which its committed copy enters `lines`.
 */
export type Talk = {
  readonly lines: readonly ChatLine[];
  readonly pending: readonly PendingLine[];
  readonly refused: readonly RefusedLine[];
  /** How many of the visitor's newest lines no agent has looked at. */
  readonly unread: number;
  /** Lines stand before the oldest known one. */
  readonly older: boolean;
  /** The server has told the history once. */
  readonly known: boolean;
};

export const emptyTalk: Talk = { lines: [], pending: [], refused: [], unread: 0, older: false, known: false };

/** Takes lines in, in any order and any number of times. */
export function withLines(talk: Talk, added: readonly ChatLine[]): Talk {
  const byId = new Map(talk.lines.map((line) => [line.id, line]));
  for (const line of added) byId.set(line.id, merged(byId.get(line.id), line));
  const lines = [...byId.values()].toSorted((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1));
  const committed = new Set(lines.map((line) => (line.from === 'customer' ? line.line : null)));
  return { ...talk, lines, pending: talk.pending.filter((line) => !committed.has(line.line)) };
}

/** A line that was read stays read, also when an older picture of it arrives later. */
function merged(known: ChatLine | undefined, line: ChatLine): ChatLine {
  return known?.from === 'agent' && line.from === 'agent' ? { ...line, read: line.read || known.read } : line;
}

/** Adds lines that wait, in the order in which they were written; one that is known already stays as it is. */
export function withPending(talk: Talk, added: readonly PendingLine[]): Talk {
  const byLine = new Map([...added, ...talk.pending].map((line) => [line.line, line]));
  return withLines({ ...talk, pending: [...byLine.values()].toSorted((one, other) => one.at - other.at) }, []);
}

/** The committed line takes the place of the pending one at once; the history brings it again with the same id. */
export function withAcknowledged(talk: Talk, ack: Extract<FromChat, { t: 'ack' }>): Talk {
  const pending = talk.pending.find(({ line }) => line === ack.line);
  if (pending === undefined) return talk;
  return withLines(talk, [{ from: 'customer', id: ack.id, line: ack.line, at: ack.at, text: pending.text }]);
}

export function withRefused(talk: Talk, line: string): Talk {
  const found = talk.pending.find((pending) => pending.line === line);
  if (found === undefined) return talk;
  return { ...talk, pending: talk.pending.filter((pending) => pending !== found), refused: [...talk.refused, { ...found, refused: true }] };
}

/** Answers that the server does not know as read, oldest first. */
export function unreadAnswers(talk: Talk): readonly Answer[] {
  return talk.lines.filter((line) => line.from === 'agent').filter((answer) => !answer.read);
}

/** The newest moment in this copy; the server replays what came after it. */
export function newestMoment(talk: Talk): number | null {
  return talk.lines.at(-1)?.at ?? null;
}
