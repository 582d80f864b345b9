import { intent } from '#contract/intents';
import { leaseGrace } from '#db/central/leases';
import type { ConversationRow } from '#domain/conversation/conversation';
import { id, type TeamId, type TenantId } from '#kernel/id';
import { second } from '#kernel/instant';
import type { Leases } from '#server/lease/leases';
import { runCommand } from '#server/sync/command';
import { pushMutations } from '#server/sync/push';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTeam, createTenant } from '../../support/accounts';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { arriveByChat } from '../../support/live-chat';
import { openOffice, seatAt, type Office, type Seated } from '../../support/office';

let databases: CentralDatabases;
let offices: readonly Office[];
let office: Office;

beforeAll(async () => {
  databases = await startCentralDatabases();
  const { url } = await databases.fresh();
  office = await openOffice(url, 6);
  offices = [office, await openOffice(url, 6)];
});
afterAll(async () => {
  await Promise.all(offices.map((one) => one.close()));
  await databases.stop();
});

const agents = fc.nat(2);
const chats = fc.nat(2);
const processes = fc.nat(1);

const steps = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('take' as const), agent: agents, chat: chats }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('heard' as const), agent: agents, process: processes }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('look' as const), process: processes }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('everybody looks' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const), process: processes }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('write' as const), agent: agents, chat: chats }) },
  // The longer one is a gap in which no server could hear anybody.
  { weight: 4, arbitrary: fc.record({ do: fc.constant('wait' as const), time: fc.constantFrom(20 * second, 60 * second) }) },
);
type Step = typeof steps extends fc.Arbitrary<infer One> ? One : never;

type Place = { readonly tenant: TenantId; readonly team: TeamId };

/** What everybody outside knows. Moments are those of the database's clock, moved by how long was waited. */
class World {
  readonly #place: Place;
  readonly #people: readonly (Seated & { pushed: number })[];
  readonly #talks: readonly ConversationRow[];
  readonly #processes: { leases: Leases; heard: Set<number> }[];
  readonly #renewed = new Map<number, number>();
  /** Under which number each agent was last given each chat. */
  readonly #given = new Map<string, number>();
  readonly #known = new Map<string, { readonly owner: number | null; readonly fence: number; readonly ended: number }>();
  /** Who had which number of which chat. Where nobody had it, nothing was heard of who had it before. */
  readonly #held = new Map<string, number>();
  #waited = 0;
  #beat = Date.now();
  #since = Date.now();

  private constructor(place: Place, people: readonly Seated[], talks: readonly ConversationRow[]) {
    this.#place = place;
    this.#people = people.map((one) => ({ ...one, pushed: 0 }));
    this.#talks = talks;
    this.#processes = offices.map((one) => ({ leases: one.leases(), heard: new Set() }));
  }

  static async found(): Promise<World> {
    const tenant = await createTenant(office.db, { name: 'Leases' });
    const { id: team } = await createTeam(office.exchange.commit, tenant, 'Support');
    const place = { tenant, team };
    const now = Date.now();
    await office.db('lease_watch').update({ since: now, beatAt: now });
    const people = await Promise.all([0, 1, 2].map(() => seatAt(office, place)));
    return new World(place, people, await Promise.all([0, 1, 2].map(() => arriveByChat(office.exchange.commit, place))));
  }

  get #now(): number {
    return Date.now() + this.#waited;
  }

  async run(step: Step): Promise<void> {
    switch (step.do) {
      case 'take':
        await this.#take(step.agent, step.chat);
        break;
      case 'heard':
        this.#processes[step.process]?.leases.heard({ tenant: this.#place.tenant, person: this.#person(step.agent).who.actor.person });
        this.#processes[step.process]?.heard.add(step.agent);
        break;
      case 'look':
        return this.#look([step.process]);
      case 'everybody looks':
        return this.#look([0, 1, 0]);
      case 'restart':
        this.#processes[step.process] = { leases: (offices[step.process] ?? office).leases(), heard: new Set() };
        break;
      case 'write':
        await this.#write(step.agent, step.chat);
        break;
      case 'wait':
        await this.#wait(step.time);
        break;
    }
    await this.#compare([]);
  }

  async silence(): Promise<void> {
    for (let turn = 0; turn < 7; turn += 1) {
      await this.#wait(20 * second);
      await this.#look([0, 1]);
    }
    for (const { owner } of this.#known.values()) expect(owner).toBeNull();
  }

  async #take(agent: number, chat: number): Promise<void> {
    const talk = this.#talk(chat);
    const begun = this.#now;
    const failure = await runCommand(office.push, this.#person(agent).who, { key: randomUUID(), command: { name: 'conversation.take', args: { conversation: talk.id, event: id('message', randomUUID()) } } });
    const before = this.#known.get(talk.id) ?? { owner: null, fence: 0, ended: 0 };
    expect(failure).toBe(before.owner === null || before.owner === agent ? null : 'conversation.taken');
    if (before.owner !== null) return;
    this.#known.set(talk.id, { ...before, owner: agent, fence: before.fence + 1 });
    this.#given.set(`${agent} ${chat}`, before.fence + 1);
    this.#held.set(`${chat} ${before.fence + 1}`, agent);
    this.#renewed.set(agent, begun);
  }

  async #write(agent: number, chat: number): Promise<void> {
    const person = this.#person(agent);
    const fence = this.#given.get(`${agent} ${chat}`);
    if (fence === undefined) return;
    person.pushed += 1;
    const conversation = this.#talk(chat).id;
    const message = id('message', randomUUID());
    const begun = this.#now;
    await pushMutations(office.push, { ...person, intent }, [{ id: person.pushed, intent: { name: 'message.send', args: { conversation, message, text: 'An answer', fence } } }]);
    const known = this.#known.get(conversation) ?? { owner: null, fence: 0, ended: 0 };
    const isTheirs = this.#hadAlone(agent, chat, { from: fence, to: known.fence });
    const written: unknown[] = await office.db('messages').where({ tenant: this.#place.tenant, id: message });
    expect(written).toHaveLength(isTheirs ? 1 : 0);
    if (!isTheirs || known.owner === agent) return;
    this.#known.set(conversation, { ...known, owner: agent, fence: known.fence + 1 });
    this.#held.set(`${chat} ${known.fence + 1}`, agent);
    this.#renewed.set(agent, begun);
  }

  /** Whoever was not heard of goes on where nobody else had the chat. */
  #hadAlone(agent: number, chat: number, { from, to }: { readonly from: number; readonly to: number }): boolean {
    for (let fence = from; fence <= to; fence += 1) if ((this.#held.get(`${chat} ${fence}`) ?? agent) !== agent) return false;
    return true;
  }

  async #wait(time: number): Promise<void> {
    await office.db.raw('update agent_leases set "until" = "until" - ? where tenant = ?', [time, this.#place.tenant]);
    await office.db.raw('update lease_watch set "since" = "since" - ?, "beatAt" = "beatAt" - ?', [time, time]);
    this.#waited += time;
  }

  async #look(at: readonly number[]): Promise<void> {
    const renewing = new Set(at.flatMap((process) => [...(this.#processes[process]?.heard ?? [])]));
    const alone = at.length === 1;
    const begun = this.#now;
    // Who is heard by the only process that looks is renewed before it ends anything; of several, another one may be faster.
    if (alone) for (const agent of renewing) this.#renewed.set(agent, begun);
    if (begun - this.#beat > leaseGrace / 3) this.#since = begun;
    await Promise.all(at.map(async (process) => this.#processes[process]?.leases.look()));
    this.#beat = this.#now;
    const lost = await this.#compare(['lost']);
    for (const { agent, at: moment } of lost) {
      expect(moment - (this.#renewed.get(agent) ?? 0)).toBeGreaterThanOrEqual(leaseGrace - tolerance);
      expect(moment - this.#since).toBeGreaterThanOrEqual(leaseGrace - tolerance);
    }
    for (const agent of renewing) this.#renewed.set(agent, begun);
    for (const process of at) this.#processes[process]?.heard.clear();
  }

  /** Compares with the truth: nothing but an end may have happened, each once, each with the next number. */
  async #compare(may: readonly 'lost'[]): Promise<readonly { readonly agent: number; readonly at: number }[]> {
    const lost: { agent: number; at: number }[] = [];
    for (const talk of this.#talks) {
      const row: { assignee: string | null; fence: number } = await office.db('conversations').where({ tenant: this.#place.tenant, id: talk.id }).first('assignee', 'fence');
      const ends: unknown[] = await office.db('messages').where({ tenant: this.#place.tenant, conversation: talk.id }).whereRaw(`part->'event'->>'type' = 'leaseEnded'`);
      const known = this.#known.get(talk.id) ?? { owner: null, fence: 0, ended: 0 };
      const isLost = known.owner !== null && row.assignee === null && may.length > 0;
      if (isLost && known.owner !== null) lost.push({ agent: known.owner, at: this.#now });
      const expected = isLost ? { owner: null, fence: known.fence + 1, ended: known.ended + 1 } : known;
      const owner = expected.owner === null ? null : this.#person(expected.owner).who.actor.person;
      expect({ assignee: row.assignee, fence: row.fence, ended: ends.length }).toEqual({ assignee: owner, fence: expected.fence, ended: expected.ended });
      this.#known.set(talk.id, expected);
    }
    return lost;
  }

  #person(agent: number): Seated & { pushed: number } {
    const found = this.#people[agent];
    if (found === undefined) throw new Error('nobody');
    return found;
  }

  #talk(chat: number): ConversationRow {
    const found = this.#talks[chat];
    if (found === undefined) throw new Error('no chat');
    return found;
  }
}

/** Between the clock of this process and the database's, on one computer. */
const tolerance = 200;

test('whatever the order of takes, heartbeats, looks, restarts and gaps: who is heard keeps their chats, who is silent loses each once, and no late word is written', async () => {
  const seed = Date.now() % 2 ** 31;
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 10, maxLength: 25 }), async (played) => {
      const world = await World.found();
      for (const step of played) await world.run(step);
      await world.silence();
    }),
    { seed, numRuns: 8, endOnFailure: true },
  );
});
