import type { IncomingMessage } from 'node:http';
import { isIP, type BlockList } from 'node:net';
import { isIn, networkOf } from './access/network';

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
  return { address: lineOf(address), direct, isGone: () => socket.destroyed || socket.readableEnded };
}

/** What one subscriber gets of IPv6 is 64 bits wide: they must not count as a new address for every try. */
function lineOf(address: string): string {
  if (isIP(address) !== 6 || address.toLowerCase().startsWith('::ffff:') || networkOf(address) !== 'internet') return address;
  const [head = [], tail = []] = address.split('::').map((half) => half.split(':').filter((group) => group !== ''));
  const left = Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => '0');
  const known = [...head, ...left, ...tail].slice(0, 4);
  return `${known.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::`;
}
