import { limits } from '#contract/limits';
import { second } from '#kernel/instant';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import { BlockList } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { EventLog } from './event-log';
import { faultFields } from './event-log';
import type { Metrics } from './metrics';
import { peerOf } from './peer';
import type { Caller, Socket } from './socket';

export type AttachedSockets = {
  /** Ends every connection with "going away"; clients come back to another process or later. */
  readonly close: () => void;
};

/** Connections that one peer address may have at this process; a whole office may stand behind one. */
const mostPerAddress = 2000;

const goingAway = 1001;

/** Time to hear why the connection ends. */
const lastWord = second / 2;

export function attachSockets(server: Server, sockets: readonly Socket[], ports: { readonly events: EventLog; readonly metrics: Metrics; readonly proxies?: BlockList }): AttachedSockets {
  const { proxies = new BlockList() } = ports;
  const wss = new WebSocketServer({ noServer: true, maxPayload: limits.clientFrame, perMessageDeflate: false, clientTracking: true });
  const byPath = new Map(sockets.map((socket) => [socket.path, socket]));
  const open = new Map<string, number>();
  server.on('upgrade', (request, stream, head) => {
    stream.on('error', () => stream.destroy());
    const socket = byPath.get(pathOf(request));
    const caller = { ...callerOf(request), address: peerOf(request, proxies).address };
    if (socket === undefined) return turnAway(stream, '404 Not Found', 'request.unknown');
    if (!socket.admits(caller)) return turnAway(stream, '403 Forbidden', 'access.denied');
    if ((open.get(caller.address) ?? 0) >= mostPerAddress) return turnAway(stream, '429 Too Many Requests', 'request.tooMany');
    wss.handleUpgrade(request, stream, head, (connection) => {
      count(open, caller.address, 1);
      ports.metrics.openSockets(socket.path, 1);
      connection.once('close', () => {
        count(open, caller.address, -1);
        ports.metrics.openSockets(socket.path, -1);
      });
      // The peer is told by the code of the close; one that does not end then is cut off.
      connection.on('error', () => setTimeout(() => connection.terminate(), lastWord).unref());
      try {
        socket.serve(connection, caller);
      } catch (error) {
        ports.events('error', 'fault', faultFields(error));
        connection.terminate();
      }
    });
  });
  return {
    close: () => {
      for (const connection of wss.clients) connection.close(goingAway);
      wss.close();
    },
  };
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '').split('?')[0] ?? '';
}

function callerOf(request: IncomingMessage): Omit<Caller, 'address'> {
  const { origin = null, host = '' } = request.headers;
  return { origin, host };
}

function turnAway(stream: Duplex, status: string, code: string): void {
  const body = JSON.stringify({ code, correlation: randomUUID() });
  stream.end(`HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`);
}

function count(open: Map<string, number>, address: string, change: 1 | -1): void {
  const next = (open.get(address) ?? 0) + change;
  if (next === 0) open.delete(address);
  else open.set(address, next);
}
