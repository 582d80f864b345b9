import type { IncomingMessage } from 'node:http';
import type { BlockList } from 'node:net';
import { isIn } from './access/network';

/** Who speaks: the address that counts for limits, whether anything stands between them and us, and whether they hung up meanwhile. */
export type Peer = { readonly address: string; readonly direct: boolean; readonly isGone: () => boolean };

const proxyHeaders = ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'forwarded', 'via'];
const mostHops = 20;

/**
 * The last address of the line that no proxy of ours has added itself. A header from a peer that is not named as a proxy
 * is not believed; that it came through something is noticed all the same.
 */
export function peerOf({ headers, socket }: IncomingMessage, proxies: BlockList): Peer {
  const direct = proxyHeaders.every((name) => headers[name] === undefined);
  const hops = [headers['x-forwarded-for'] ?? []].flat().flatMap((line) => line.split(',')).map((hop) => hop.trim());
  let address = socket.remoteAddress ?? '';
  for (const hop of hops.slice(-mostHops).toReversed()) {
    if (!isIn(proxies, address) || hop === '') break;
    address = hop;
  }
  return { address, direct, isGone: () => socket.destroyed || socket.readableEnded };
}
