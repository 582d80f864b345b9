import { fromVisitor, type Away, type ChatRating, type FromChat, type FromVisitor } from '#contract/chat';
import { chatClose, chatProtocol } from '#contract/chat-limits';
import type { Failure } from '#contract/failures';
import { findToldFile } from '#db/central/chat';
import { findChatSite, mailChannelBeside, type ChatSite } from '#db/central/chat-sites';
import { weekCalendar } from '#domain/bot/week-calendar';
import { nextOpeningBy, type Calendar } from '#domain/hours/calendar';
import { calendarOf } from '#domain/hours/team-hours';
import { second } from '#kernel/instant';
import { done, refused, type Outcome } from '#kernel/outcome';
import { unreachable } from '#kernel/unreachable';
import type { WebSocket } from 'ws';
import { framesInOrder, type FrameWork } from '../../frames-in-order';
import { isAllowed } from './allowed-origin';
import { serverTime } from '../../sync/server-time';
import type { ChatPorts } from './chat-ports';
import { tellHistory, tellPageBefore } from './history';
import { mailTranscript } from './mail-transcript';
import { markSeen } from './mark-seen';
import { chatRates } from './chat-verbs';
import { openBuckets } from './slow-down';
import { leaveMessage } from './leave-message';
import { rateConversation, ratingFor } from './rate-conversation';
import { takeLine } from './take-line';
import { tellPage, type Seat } from './seat';
import { userOf, visitorOf } from './visitor-id';
import type { VisitorRooms } from './visitor-rooms';

/** Time for the first frame. */
const helloWithin = 5 * second;
/** Open pages that one visitor may have at a server process. */
const mostPages = 20;

export type VisitorSocket = {
  readonly socket: WebSocket;
  readonly origin: string;
  /** Host of this server as the browser named it: its own pages may carry a widget too. */
  readonly host: string;
  readonly rooms: VisitorRooms;
  readonly ports: ChatPorts;
};

/** Serves one page: hello first, then lines, marks and questions, one after the other. */
export function serveVisitor(page: VisitorSocket): FrameWork {
  const { socket, rooms } = page;
  const slowDown = openBuckets(chatRates);
  const lateHello = setTimeout(() => socket.close(chatClose.silent), helloWithin);
  let seat: Seat | null = null;
  socket.on('close', () => {
    clearTimeout(lateHello);
    if (seat !== null) rooms.leave(seat);
  });
  socket.on('error', () => socket.terminate());
  const take = async (frame: FromVisitor | null) => {
    if (frame === null) return refuse(page, malformed);
    if (seat !== null) return takeFrame(page, seat, frame);
    if (frame.t !== 'hello') return refuse(page, malformed);
    clearTimeout(lateHello);
    const place = await placeOf(page, frame);
    if (!place.ok) return refuse(page, { code: place.code, close: closeCodes[place.code], correlation: '' });
    seat = place.value;
    return welcome(page, seat, frame);
  };
  return framesInOrder(socket, async (data) => {
    const frame = parseFrame(data);
    if (frame !== null) await slowDown(frame.t);
    if (socket.readyState !== socket.OPEN) return;
    await take(frame).catch((error: unknown) => refuse(page, { code: 'server.failed', close: chatClose.failed, correlation: page.ports.failed(error) }));
  });
}

type Hello = Extract<FromVisitor, { t: 'hello' }>;

const closeCodes = { 'server.incompatible': chatClose.incompatible, 'access.denied': chatClose.foreignOrigin, 'request.tooMany': chatClose.tooMany } as const;

async function placeOf({ socket, rooms, ports, origin, host }: VisitorSocket, hello: Hello): Promise<Outcome<Seat, keyof typeof closeCodes>> {
  if (hello.protocol !== chatProtocol) return refused('server.incompatible');
  const site = await findChatSite(ports.db, hello.site);
  // An unknown site and a foreign page get the same answer.
  if (site === null) return refused('access.denied');
  if (new URL(origin).host !== host) ports.seenPages.note(site, origin, serverTime());
  if (!isAllowed(origin, site, host)) return refused('access.denied');
  const { tenant, channel } = site;
  // One that was forged or is over opens nothing, and takes nothing away: its page is that of the browser's own visitor.
  const person = hello.identity === undefined ? null : ports.identities.read(site, hello.identity, serverTime());
  const visitor = person === null ? visitorOf(site, hello.token) : userOf(site, person.user);
  if (rooms.pagesOf({ tenant, visitor }) >= mostPages) return refused('request.tooMany');
  const tell = (frame: FromChat) => tellPage(socket, frame);
  return done({ tenant, channel, open: openingOf(site), visitor, person, language: hello.language, tell, end: (code: number) => socket.close(code) });
}

/** The chat's own hours, else those of the team behind it. */
function openingOf({ hours, teamHours }: ChatSite): Calendar | null {
  if (hours !== null) return weekCalendar(hours);
  return teamHours === null ? null : calendarOf(teamHours);
}

async function welcome({ socket, rooms, ports }: VisitorSocket, seat: Seat, { after, identity }: Hello): Promise<void> {
  const unread = await rooms.enter(seat);
  if (socket.readyState !== socket.OPEN) return rooms.leave(seat);
  const isRefused = identity !== undefined && seat.person === null;
  // What the page knows belongs to whom it thought that it was.
  await tellHistory(ports.db, seat, isRefused ? null : after);
  seat.tell({ t: 'welcome', unread, ...(identity === undefined ? {} : { known: !isRefused }), ...(await promises(ports, seat)) });
}

type Promises = { readonly away?: Away; readonly transcript?: true; readonly rating?: ChatRating };

/** What a page may offer; read anew for every one, so that hours and mailboxes count as soon as they are set. */
async function promises({ db }: ChatPorts, seat: Seat): Promise<Promises> {
  const now = serverTime();
  const until = seat.open === null ? now : nextOpeningBy(seat.open, now);
  const mail = seat.person?.mail ?? null;
  const rating = await ratingFor(db, seat);
  const rates = rating === null ? {} : { rating };
  if (until === now && mail === null) return rates;
  const byMail = (await mailChannelBeside(db, seat)) !== null;
  return { ...rates, ...(until === now ? {} : { away: { until, byMail } }), ...(mail !== null && byMail ? { transcript: true } : {}) };
}

async function takeFrame(page: VisitorSocket, seat: Seat, frame: FromVisitor): Promise<void> {
  const { ports, rooms } = page;
  switch (frame.t) {
    case 'hello':
      return refuse(page, malformed);
    case 'say':
      return seat.tell(await takeLine(page, seat, frame));
    case 'leave':
      return seat.tell(await leaveMessage(ports, seat, frame));
    case 'transcript':
      return seat.tell(await mailTranscript(ports, seat));
    case 'rate':
      return seat.tell(await rateConversation(ports, seat, frame));
    case 'typing': {
      const conversation = rooms.conversationOf(seat);
      if (conversation !== null) ports.tellTyping({ tenant: seat.tenant, conversation, by: 'customer' });
      return;
    }
    case 'seen':
      return markSeen(ports, seat, frame);
    case 'earlier':
      return tellPageBefore(ports.db, seat, frame.before);
    case 'file':
      return seat.tell(await ticketFor(ports, seat, frame));
    case 'ping':
      return seat.tell({ t: 'pong' });
    default:
      return unreachable(frame);
  }
}

async function ticketFor({ db, fileTickets }: ChatPorts, seat: Seat, { message, attachment }: Extract<FromVisitor, { t: 'file' }>): Promise<FromChat> {
  const file = { message, attachment };
  const isTheirs = (await findToldFile(db, seat, file)) !== null;
  return { t: 'file', ...file, ticket: isTheirs ? fileTickets.sign(seat, file, serverTime()) : null };
}

function parseFrame(data: string | null): FromVisitor | null {
  try {
    const parsed = fromVisitor.safeParse(JSON.parse(data ?? ''));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

type Refusal = { readonly code: Failure; readonly close: number; readonly correlation: string };

const malformed: Refusal = { code: 'request.malformed', close: chatClose.malformed, correlation: '' };

function refuse({ socket }: VisitorSocket, { code, close, correlation }: Refusal): void {
  tellPage(socket, { t: 'failure', code, correlation });
  socket.close(close);
}
