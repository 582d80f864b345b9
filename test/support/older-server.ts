import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { WebSocket, WebSocketServer } from 'ws';
import { schemaVersion } from '#contract/protocol';
import { z } from 'zod';

/** In front of a server: passes on, or answers greetings as a server of an older schema did. */
export type OlderServer = { readonly url: string; readonly greeted: () => number; turn(into: 'older' | 'present'): void; close(): Promise<void> };

const hello = z.object({ t: z.literal('hello'), schema: z.literal(schemaVersion) });

/** Recorded from it, but for the number to quote. */
const refusal = '{"t":"failure","code":"server.incompatible","correlation":"6f0a1f0e-2d6b-4d0e-9a41-0c2e8f5c9b7d"}';

export async function olderServer(target: string): Promise<OlderServer> {
  let isOlder = false;
  let greeted = 0;
  const server = createServer((request, response) => {
    // Whoever asked, or the server behind, may be gone by now.
    pass(target, request, response).catch(() => response.destroy());
  });
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (near) => {
    const far = isOlder ? null : new WebSocket(new URL('/sync', target.replace('http', 'ws')));
    const waiting: string[] = [];
    far?.on('open', () => waiting.splice(0).forEach((text) => far.send(text)));
    far?.on('message', (data: Buffer) => near.send(data.toString('utf8')));
    far?.on('error', () => near.terminate());
    far?.on('close', () => near.terminate());
    near.on('close', () => far?.terminate());
    near.on('message', (data: Buffer) => {
      const text = data.toString('utf8');
      if (far?.readyState === WebSocket.OPEN) return far.send(text);
      if (far !== null) return void waiting.push(text);
      if (hello.safeParse(JSON.parse(text)).success) greeted += 1;
      near.send(refusal);
      near.close(1008);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = z.object({ port: z.int() }).parse(server.address());
  return {
    url: `http://127.0.0.1:${address.port}`,
    greeted: () => greeted,
    turn: (into) => {
      isOlder = into === 'older';
      for (const socket of sockets.clients) socket.terminate();
    },
    close: async () => {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}

async function pass(target: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(z.instanceof(Buffer).parse(piece));
  const { authorization, 'content-type': type } = request.headers;
  const headers = { ...(authorization === undefined ? {} : { authorization }), ...(type === undefined ? {} : { 'content-type': type }) };
  const answer = await fetch(new URL(request.url ?? '/', target), { method: request.method ?? 'GET', headers, ...(pieces.length === 0 ? {} : { body: Buffer.concat(pieces) }) });
  response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
  response.end(Buffer.from(await answer.arrayBuffer()));
}
