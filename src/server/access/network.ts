import { BlockList, isIP } from 'node:net';

/** Where a session comes from, as far as it helps a person to recognise it; the address itself is not kept. */
export type Network = 'thisMachine' | 'local' | 'internet';

const here = listOf(['127.0.0.0/8', '::1']);
const near = listOf(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '169.254.0.0/16', 'fc00::/7', 'fe80::/10']);

export function networkOf(address: string): Network {
  if (isIn(here, address)) return 'thisMachine';
  return isIn(near, address) ? 'local' : 'internet';
}

/** Addresses and ranges in a row; throws on what is neither. */
export function listOf(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', bits] = range.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}

/** IPv4 inside IPv6 counts as what it is. */
export function isIn(list: BlockList, address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  const version = isIP(plain);
  return version !== 0 && list.check(plain, version === 6 ? 'ipv6' : 'ipv4');
}
