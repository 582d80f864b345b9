import type { FromChat } from '#contract/chat';
import { limits } from '#contract/limits';
import type { Calendar } from '#domain/hours/calendar';
import type { ChannelId, TenantId, VisitorId } from '#kernel/id';
import type { WebSocket } from 'ws';
import type { SignedIdentity } from './signed-identity';

/** One open page of a visitor, after its hello. */
export type Seat = {
  readonly tenant: TenantId;
  readonly channel: ChannelId;
  readonly visitor: VisitorId;
  /** When somebody answers; null: always. */
  readonly open: Calendar | null;
  /** Null for a visitor who is known by their browser only. */
  readonly person: SignedIdentity | null;
  readonly language: 'ru' | 'en';
  readonly tell: (frame: FromChat) => void;
  /** Ends the socket; the page comes back and asks for what it missed. */
  readonly end: (code: number) => void;
};

/** A frame for a page. One that does not read is cut off rather than buffered for. */
export function tellPage(socket: WebSocket, frame: FromChat): void {
  if (socket.readyState !== socket.OPEN) return;
  if (socket.bufferedAmount > limits.sessionBuffer) socket.terminate();
  else socket.send(JSON.stringify(frame));
}
