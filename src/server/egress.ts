import { done, refused, type Outcome } from '#kernel/outcome';
import { second, type Duration } from '#kernel/instant';
import { lookup, Resolver } from 'node:dns/promises';
import { request as requestHttp, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type BlockList } from 'node:net';
import { isIn, listOf } from './access/network';

/** Addresses that are nobody's in the internet, of this machine, of its network, or of what carries others inside. */
const special = listOf([
  '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16',
  '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4', '2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20',
]);
/** What IPv6 gives to the internet; all else is special. */
const global = listOf(['2000::/3']);

export function isPublic(address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  return isIP(plain) === 4 ? !isIn(special, plain) : isIP(plain) === 6 && isIn(global, plain) && !isIn(special, plain);
}

export type Resolve = (host: string) => Promise<readonly string[]>;

export const resolveByName: Resolve = async (host) => (await lookup(host, { all: true })).map(({ address }) => address);

/**
 * For names that strangers made up: the name servers are asked without the system, which would hold one of this process's few threads, that passwords
 * and files need as well, for as long as a slow server likes.
 */
export function resolveOutside({ patience, servers }: { readonly patience: Duration; readonly servers?: readonly string[] }): Resolve {
  const resolver = new Resolver({ timeout: patience, tries: 1 });
  if (servers !== undefined) resolver.setServers(servers);
  return async (host) => (await Promise.all([resolver.resolve4(host), resolver.resolve6(host)].map((asked) => asked.catch(() => [])))).flat();
}

export type Egress = { readonly allowed: BlockList; readonly resolve: Resolve };
export type OutgoingCall = { readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly body: string };
export type EgressFailure = 'forbidden' | 'unreachable';

const patience = 10 * second;
/** Nobody reads what a webhook answers. */
const longestAnswer = 64 * 1024;

/**
 * Calls an address that somebody typed in: resolved once, every address of the name checked, and the checked one called, so that
 * a name that changes meanwhile leads nowhere else. Redirects are not followed.
 */
export async function callOut({ allowed, resolve }: Egress, { url, headers, body }: OutgoingCall): Promise<Outcome<number, EgressFailure>> {
  const place = await placeOf({ allowed, resolve }, url);
  if (!place.ok) return place;
  return new Promise((answered) => {
    const outgoing = requestTo(place.value, { method: 'POST', headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) }, signal: AbortSignal.timeout(patience) });
    outgoing.on('error', () => answered(refused('unreachable')));
    outgoing.on('response', (response) => {
      let read = 0;
      response.on('data', (piece: Buffer) => {
        read += piece.length;
        if (read > longestAnswer) response.destroy();
      });
      response.on('close', () => answered(done(response.statusCode ?? 0)));
    });
    outgoing.end(body);
  });
}

export type Asked = OutgoingCall & { /** For all of it. */ readonly within: Duration; /** Of the answer, in bytes. */ readonly largest: number };

/** Calls as `callOut` does and reads the answer. `slow`: it was not there in time; `tooLarge`: nobody waits for the rest. */
export async function askOut(egress: Egress, { url, headers, body, within, largest }: Asked): Promise<Outcome<{ readonly status: number; readonly text: string }, EgressFailure | 'slow' | 'tooLarge'>> {
  const place = await placeOf(egress, url);
  if (!place.ok) return place;
  const signal = AbortSignal.timeout(within);
  const answer = await asked(place.value, { method: 'POST', headers: { ...headers, 'accept-encoding': 'identity', 'content-length': String(Buffer.byteLength(body)) }, signal }, body);
  if (answer === null) return refused(signal.aborted ? 'slow' : 'unreachable');
  const read = await bytesOf(answer, largest);
  if (!read.ok) return refused(read.code === 'unreachable' && signal.aborted ? 'slow' : read.code);
  return done({ status: answer.statusCode ?? 0, text: read.value.toString('utf8') });
}

const patienceWithFile = 60 * second;
const mostRedirects = 3;

export type Wanted = { readonly url: string; readonly headers?: Readonly<Record<string, string>>; /** In bytes. */ readonly largest: number; /** For all of it. */ readonly within?: Duration };

/** Fetches a file from an address that somebody else named: each place on its way is checked as `callOut` does. `gone`: no file of this size will ever be there. */
export async function fetchOut(egress: Egress, { url, headers = {}, largest, within = patienceWithFile }: Wanted): Promise<Outcome<Buffer, EgressFailure | 'gone'>> {
  const found = await followed(egress, url, { headers, signal: AbortSignal.timeout(within) });
  return found.ok ? fileOf(found.value.answer, largest) : found;
}

const longestPage = 2 * 1024 * 1024;

export type ReadPage = { readonly origin: string; /** Its Content-Security-Policy headers. */ readonly policies: readonly string[]; readonly text: string };

/** Reads a web page at an address that somebody typed in, as `fetchOut` fetches a file. */
export async function readOut(egress: Egress, url: string): Promise<Outcome<ReadPage, EgressFailure | 'gone'>> {
  const found = await followed(egress, url, { headers: { accept: 'text/html', 'accept-encoding': 'identity', 'user-agent': 'Otklik' }, signal: AbortSignal.timeout(patience) });
  if (!found.ok) return found;
  const { origin, answer } = found.value;
  const page = await fileOf(answer, longestPage);
  return page.ok ? done({ origin, policies: [answer.headers['content-security-policy'] ?? []].flat(), text: page.value.toString('utf8') }) : page;
}

type Found = { readonly origin: string; readonly answer: IncomingMessage };
type Following = { readonly headers: Readonly<Record<string, string>>; readonly signal: AbortSignal };

async function followed(egress: Egress, url: string, { headers, signal }: Following): Promise<Outcome<Found, EgressFailure | 'gone'>> {
  let next = url;
  for (let step = 0; step <= mostRedirects; step += 1) {
    const place = await placeOf(egress, next);
    if (!place.ok) return place;
    // What lets us in at the first place is nothing for those behind it.
    const answer = await asked(place.value, { headers: step === 0 ? headers : {}, signal });
    if (answer === null) return refused('unreachable');
    const { statusCode: status = 0, headers: { location } } = answer;
    if (status < 300 || status >= 400 || location === undefined) return done({ origin: place.value.target.origin, answer });
    answer.destroy();
    next = URL.canParse(location, next) ? new URL(location, next).href : '';
  }
  return refused('gone');
}

function asked(place: Place, options: RequestOptions, body?: string): Promise<IncomingMessage | null> {
  return new Promise((answered) => {
    const outgoing = requestTo(place, { method: 'GET', ...options });
    outgoing.on('error', () => answered(null));
    outgoing.on('response', answered);
    outgoing.end(body);
  });
}

async function fileOf(answer: IncomingMessage, largest: number): Promise<Outcome<Buffer, 'unreachable' | 'gone'>> {
  const { statusCode: status = 0 } = answer;
  if (status !== 200) {
    answer.destroy();
    return refused(status >= 500 || status === 429 || status === 408 ? 'unreachable' : 'gone');
  }
  const read = await bytesOf(answer, largest);
  return read.ok ? read : refused(read.code === 'tooLarge' ? 'gone' : read.code);
}

async function bytesOf(answer: IncomingMessage, largest: number): Promise<Outcome<Buffer, 'unreachable' | 'tooLarge'>> {
  const pieces: Buffer[] = [];
  let read = 0;
  try {
    for await (const piece of answer) {
      if (!Buffer.isBuffer(piece)) continue;
      pieces.push(piece);
      read += piece.length;
      if (read > largest) return refused('tooLarge');
    }
  } catch {
    return refused('unreachable');
  }
  return done(Buffer.concat(pieces));
}

/** Goes to the address that was checked, whatever the name says meanwhile. */
function requestTo({ target, address }: Place, options: RequestOptions): ClientRequest {
  const request = target.protocol === 'https:' ? requestHttps : requestHttp;
  const pinned = { address, family: isIP(address) };
  return request(target, { ...options, agent: false, lookup: (_host, { all }, found) => (all === true ? found(null, [pinned]) : found(null, pinned.address, pinned.family)) });
}

type Place = { readonly target: URL; readonly address: string };

/** Where a call to an address would go, if it may go there. */
export async function placeOf({ allowed, resolve }: Egress, url: string): Promise<Outcome<Place, EgressFailure>> {
  const target = URL.canParse(url) ? new URL(url) : null;
  if (target === null || !/^https?:$/.test(target.protocol) || target.username !== '' || target.password !== '') return refused('forbidden');
  const host = target.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) === 0 ? await resolve(host).catch(() => []) : [host];
  const [address] = addresses;
  if (address === undefined) return refused(target.protocol === 'https:' ? 'unreachable' : 'forbidden');
  const areAllowed = addresses.every((one) => isIn(allowed, one));
  if (!areAllowed && (target.protocol !== 'https:' || !addresses.every((one) => isPublic(one) || isIn(allowed, one)))) return refused('forbidden');
  return done({ target, address });
}
