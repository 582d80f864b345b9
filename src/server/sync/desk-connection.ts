import type { Failure } from '#contract/failures';
import { limits } from '#contract/limits';
import type { FromDesk, FromServer } from '#contract/protocol';
import { onBehalf } from '#db/central/behalf';
import { clientOfPerson, type ClientStanding } from '#db/central/clients';
import { findConversation } from '#db/central/conversations';
import type { Central } from '#db/central/open';
import { isUnavailable } from '#db/central/unavailable';
import { mayWork } from '#domain/access/actor';
import { scopesOf } from '#domain/scope';
import type { ClientId, ConversationId, PersonId } from '#kernel/id';
import { second } from '#kernel/instant';
import { refused, done, type Outcome } from '#kernel/outcome';
import { unreachable } from '#kernel/unreachable';
import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import { behalfOf } from '../access/behalf';
import type { Sessions, SignedIn } from '../access/sessions';
import { within } from '../access/within';
import type { Audit } from '../audit';
import { faultFields, type EventLog } from '../event-log';
import { framesInOrder, type Behind } from '../frames-in-order';
import type { Leases } from '../lease/leases';
import type { Metrics } from '../metrics';
import { RateLimiter } from '../rate';
import { judgedObjects } from './audited';
import { judgeCommand } from './command';
import type { DeskHub, Guest } from './desk-hub';
import { parseFrame } from './desk-frame';
import { DeskStream } from './desk-stream';
import { dialectOf, type Dialect } from './dialect';
import { deskVerbs } from './desk-verbs';
import type { Log } from './log';
import { pushMutations, type PushedMutation, type PushPorts } from './push';
import { serverTime } from './server-time';
import type { TypingMarks } from './typing';

export type DeskPorts = {
  readonly db: Central;
  readonly sessions: Sessions;
  readonly log: Log;
  readonly hub: DeskHub;
  readonly push: PushPorts;
  readonly leases: Pick<Leases, 'heard'>;
  readonly typing: Pick<TypingMarks, 'tellTyping'>;
  readonly audit: Audit;
  readonly events: EventLog;
  readonly metrics: Metrics;
};

/** Who is on the line: established by the first frame; the person, session and client stay the same until the end. */
type Greeted = { readonly who: SignedIn; readonly client: ClientId; readonly guest: Guest; readonly dialect: Dialect };

type Hello = Extract<FromDesk, { t: 'hello' }>;

/** Time for the first frame. */
const helloWithin = 5 * second;

const ended = 1008;

/** How desks write it; one that is written in another way is served by itself. */
const pushBegins = '{"t":"push"';

/** One desk's socket: hello, then everything else. */
export class DeskConnection {
  readonly #socket: WebSocket;
  readonly #ports: DeskPorts;
  readonly #limiters = new Map(Object.entries(deskVerbs).map(([name, verb]) => [name, new RateLimiter(verb.rate)]));
  #heard = performance.now();
  #greeted: Greeted | null = null;
  /** What was read of the person since the last hello may not hold any more, and the desk was told so. */
  #isDoubtful = false;
  /** Nothing is done for a person whose row changed before it was read again. */
  #looking: Promise<void> = Promise.resolve();

  constructor(socket: WebSocket, ports: DeskPorts) {
    this.#socket = socket;
    this.#ports = ports;
  }

  open(): void {
    // Nothing was said about anybody's session: a slow road is no reason to doubt one.
    const late = setTimeout(() => this.#end('server.unavailable'), helloWithin);
    framesInOrder(this.#socket, async (text, behind) => {
      clearTimeout(late);
      await this.#take(text, behind).catch((error: unknown) => this.#broke(error));
    });
    this.#socket.on('pong', () => this.#alive());
    this.#socket.once('close', () => {
      clearTimeout(late);
      if (this.#greeted !== null) this.#ports.hub.leave(this.#greeted.guest);
    });
  }

  async #take(text: string | null, behind: Behind): Promise<void> {
    const frame = this.#admitted(text);
    if (frame === null) return;
    if (frame.t === 'hello') return this.#hello(frame);
    // Before the hello nothing tells what is a verb here.
    if (this.#greeted === null) return this.#end('request.malformed');
    await this.#looking;
    // It may have been found to be nobody's any more.
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    return this.#serve(this.#greeted, frame, behind);
  }

  /** Null for one that was answered already, or is worth no answer. */
  #admitted(text: string | null): FromDesk | null {
    this.#alive();
    const frame = parseFrame(text);
    if (frame === null) this.#end('request.malformed');
    else if (frame === 'incompatible') this.#end('server.incompatible');
    else if (this.#limiters.get(frame.t)?.allows('', performance.now()) !== true) this.#overran(frame);
    else return frame;
    return null;
  }

  /** A frame, or the answer to a ping: a desk that only reads is heard as well. */
  #alive(): void {
    this.#heard = performance.now();
    if (this.#greeted === null) return;
    const { tenant, actor } = this.#greeted.who;
    this.#ports.leases.heard({ tenant, person: actor.person });
  }

  /** Too many typing marks are worth nothing; too much of the rest is a client out of order. */
  #overran(frame: FromDesk): void {
    if (frame.t !== 'typing') this.#end('request.tooMany');
  }

  async #hello(frame: Hello): Promise<void> {
    const dialect = dialectOf(frame);
    if (dialect === null) return this.#end('server.incompatible');
    const entered = await this.#enter(frame);
    if (!entered.ok) return this.#end(entered.code);
    const { who } = entered.value;
    if (this.#greeted !== null && (this.#greeted.client !== frame.client || this.#greeted.who.session !== who.session)) return this.#end('access.denied');
    const guest = this.#greeted?.guest ?? this.#newGuest(who);
    if (this.#greeted === null) this.#ports.hub.enter(guest);
    this.#greeted = { who, client: frame.client, guest, dialect };
    this.#alive();
    await this.#greet(frame, this.#greeted);
  }

  /** Reads who this is while the hub hears of every change to it: what changes after that makes the greeting stale. */
  async #greet(hello: Hello, { guest, dialect }: Greeted): Promise<void> {
    this.#isDoubtful = false;
    guest.stream.halt();
    // Both at once: when a server ended, every desk that comes from there waits for each of these answers.
    const [entered, log] = await Promise.all([this.#enter(hello), this.#ports.log.state(guest.stream.tenant)]);
    if (!entered.ok) return this.#end(entered.code);
    // A greeting that became stale is not answered, and who was read for it may not be who they are: the desk was asked for another one.
    if (this.#isDoubtful) return;
    const { who, standing } = entered.value;
    this.#greeted = { who, client: hello.client, guest, dialect };
    if (dialect.knowsScopes) this.#tell({ t: 'person', me: who.me });
    const scopes = scopesOf(who.actor, hello.client).filter(dialect.knowsScope);
    guest.stream.greet({ hello, dialect, behalf: behalfOf(who), scopes, lastMutation: standing.lastMutation, log });
  }

  async #enter(frame: Hello): Promise<Outcome<{ readonly who: SignedIn; readonly standing: ClientStanding }, Failure>> {
    const who = await this.#ports.sessions.authenticate(frame.access);
    if (!who.ok) return who;
    const { tenant, actor } = who.value;
    const standing = await onBehalf(this.#ports.db, behalfOf(who.value), (tx) => clientOfPerson(tx, { tenant, client: frame.client, person: actor.person }));
    return standing === null ? refused('access.denied') : done({ who: who.value, standing });
  }

  #newGuest(who: SignedIn): Guest {
    const { db, hub, log, metrics } = this.#ports;
    const line = {
      send: (frame: string | Buffer, sent: () => void) => this.#socket.send(frame, { binary: false }, sent),
      buffered: () => this.#socket.bufferedAmount,
      end: () => this.#end('server.unavailable'),
      broke: (error: unknown) => this.#broke(error),
    };
    return {
      stream: new DeskStream(who.tenant, { db, log, head: () => hub.told(() => log.head(who.tenant)), frames: hub.frames, line, framed: () => metrics.frames(1) }),
      session: who.session,
      person: who.actor.person,
      tellTyping: (conversation, by) => this.#tellTyping(conversation, by),
      touched: () => this.#touched(),
      recheck: (why) => this.#recheck(why),
      historyEnded: () => this.#doubt('server.unavailable'),
      listenForLife: () => {
        if (performance.now() - this.#heard > limits.silence) this.#socket.terminate();
        else this.#socket.ping();
      },
    };
  }

  /** A desk that changes its scopes by itself hears nothing more until it greets again; another one is looked at. */
  #touched(): void {
    if (this.#greeted?.dialect.knowsScopes === true) this.#doubt('access.signedOut');
    this.#looking = this.#recheck('told');
  }

  /** Who was told of a change and cannot learn which does nothing for them any more; a regular look just comes again. */
  async #recheck(why: 'told' | 'regular'): Promise<void> {
    const greeted = this.#greeted;
    if (greeted === null) return;
    const present = await this.#ports.sessions.present(greeted.who.session).catch(() => (why === 'told' ? 'unknown' : greeted.who));
    if (present === 'unknown') return this.#end('server.unavailable');
    if (present === null) return this.#end('access.signedOut');
    if (isSamePerson(present, greeted.who)) return;
    // From here on as who they are now, whether or not they greet again.
    if (this.#greeted !== null) this.#greeted = { ...this.#greeted, who: present };
    this.#doubt('access.signedOut');
  }

  #doubt(code: Failure): void {
    if (this.#greeted === null || this.#isDoubtful) return;
    if (!this.#greeted.dialect.knowsScopes) return this.#end(code);
    this.#isDoubtful = true;
    this.#greeted.guest.stream.halt();
    this.#tell({ t: 'changed' });
  }

  async #serve({ who, client, guest, dialect }: Greeted, frame: Exclude<FromDesk, Hello>, behind: Behind): Promise<void> {
    switch (frame.t) {
      case 'push': {
        const mutations = this.#withPushedBehind(frame.mutations, behind);
        if (mutations.length === 0) return;
        const upTo = await pushMutations(this.#ports.push, { who, client, intent: dialect.intent }, mutations);
        return upTo === null ? this.#end('request.malformed') : this.#tell({ t: 'ack', upTo });
      }
      case 'command': {
        const { failure, refused } = await judgeCommand(this.#ports.push, who, frame);
        const event = { class: deskVerbs.command.audit, action: frame.command.name, who, correlation: frame.key };
        await this.#ports.audit(judgedObjects({ command: frame.command, failure, refused }).map((judged) => ({ ...event, ...judged })));
        return this.#tell({ t: 'result', key: frame.key, failure, ...(refused.length === 0 ? {} : { refused }) });
      }
      case 'typing': {
        const { tenant, actor } = who;
        const conversation = await onBehalf(this.#ports.db, behalfOf(who), (tx) => findConversation(tx, within(who), frame.conversation));
        if (conversation !== null && mayWork(actor, conversation.team)) this.#ports.typing.tellTyping({ tenant, conversation: conversation.id, by: frame.quiet === true ? 'quiet' : 'agent', person: actor.person });
        return;
      }
      case 'ping':
        return this.#tell({ t: 'pong', now: serverTime(), sent: guest.stream.sent });
      default:
        return unreachable(frame);
    }
  }

  /** What came while the push before it was under way goes in one transaction, as long as that is not too large. */
  #withPushedBehind(first: readonly PushedMutation[], behind: Behind): readonly PushedMutation[] {
    const mutations = [...first];
    while (mutations.length < limits.pushBatch) {
      const text = behind.take((one) => one.startsWith(pushBegins));
      const frame = text === null ? null : this.#admitted(text);
      // None is left, or one ended the connection: what came before it still counts.
      if (frame?.t !== 'push') break;
      mutations.push(...frame.mutations);
    }
    return mutations;
  }

  /** A colleague who writes is told to desks that know of such. */
  #tellTyping(conversation: ConversationId, by: PersonId | null): void {
    if (by === null) this.#tellIfRead({ t: 'typing', conversation });
    else if (this.#greeted?.dialect.knowsWriters === true) this.#tellIfRead({ t: 'typing', conversation, by });
  }

  /** For what is worth nothing later: a desk that does not read it is not buffered for. */
  #tellIfRead(frame: FromServer): void {
    if (this.#socket.bufferedAmount <= limits.sessionBuffer) this.#tell(frame);
  }

  #tell(frame: FromServer): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(JSON.stringify(frame));
  }

  #broke(error: unknown): void {
    const correlation = randomUUID();
    if (isUnavailable(error)) return this.#end('server.unavailable', correlation);
    this.#ports.events('error', 'fault', { correlation, ...faultFields(error) });
    this.#end('server.failed', correlation);
  }

  #end(code: Failure, correlation: string = randomUUID()): void {
    this.#ports.metrics.refusedFrame(code);
    this.#tell({ t: 'failure', code, correlation });
    this.#socket.close(ended);
  }
}

function isSamePerson(one: SignedIn, other: SignedIn): boolean {
  return isSameSet(one.actor.roles, other.actor.roles) && isSameSet(one.actor.teams, other.actor.teams);
}

function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((item) => other.includes(item));
}
