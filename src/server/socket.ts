import type { WebSocket } from 'ws';
import type { z } from 'zod';
import type { Access, AuditClass } from './route';
import type { Rate } from './rate';

/** One kind of frame that a client may send. */
export type Verb = {
  readonly input: z.ZodType;
  /** What the server may answer with; null when it stays silent. */
  readonly output: z.ZodType | null;
  readonly access: Access;
  readonly rate: Rate;
  readonly audit: AuditClass;
};

export type Caller = { readonly origin: string | null; readonly address: string; readonly host: string };

/** A declared socket: a path, every verb on it, and who serves an accepted connection. */
export type Socket = {
  readonly path: string;
  readonly verbs: Readonly<Record<string, Verb>>;
  /** Before the handshake; a foreign page is turned away here. */
  readonly admits: (caller: Caller) => boolean;
  readonly serve: (socket: WebSocket, caller: Caller) => void;
};
