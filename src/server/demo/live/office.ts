import { plainOutcomes, statesOf, unfinishedConversations, unplayedColleagues, type UnfinishedConversation } from '#db/central/demo';
import type { ChannelKind } from '#domain/channel/channel';
import type { Intent } from '#domain/mutators';
import { isRoutable } from '#domain/shift/agent-state';
import { id, type CustomerId, type PersonId, type TeamId } from '#kernel/id';
import { minute, second, type Duration } from '#kernel/instant';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Services } from '../../services';
import { runCommand } from '../../sync/command';
import { performOnce } from '../../sync/perform-once';
import type { Colleague } from '../company-text';
import type { Founded } from '../credentials';
import type { Dice } from '../dice';
import type { Agenda } from './agenda';
import type { Pace } from './pace';
import type { Story } from './story';

/** Somebody of the shop who works by themselves. */
export type Seat = { readonly colleague: Colleague; readonly person: PersonId };
/** In the teams that they are in now. */
type Present = Seat & { readonly teams: readonly TeamId[] };

export type OfficePorts = {
  readonly services: Pick<Services, 'db' | 'push'>;
  readonly founded: Founded;
  /** Those of whom the person at the window is never one. */
  readonly seats: readonly Seat[];
  readonly dice: Dice;
  readonly pace: Pace;
  readonly agenda: Agenda;
  readonly storyOf: (customer: CustomerId) => Story | undefined;
};

/** Longer than an access token lives: whoever plays a colleague is seen in that time. */
export const played: Duration = 15 * minute;

/** Conversations that are left in a queue, the newest, for whoever sits at the window. */
const leftOf = { chat: 1, other: 3 } as const;

/** A letter is not taken for having waited. */
const longestLetter: Duration = 90 * minute;

/** Conversations that one colleague works in at the same time. */
const atOnce = 5;

/** Colleagues who take what waits longest, answer it, and leave the rest to the person at the window. */
export class Office {
  readonly #ports: OfficePorts;
  /** Conversations that somebody is about to do something in. */
  readonly #busy = new Set<string>();

  constructor(ports: OfficePorts) {
    this.#ports = ports;
  }

  /** Looks for work from now on, one look after the other. */
  open(): void {
    const { agenda, pace } = this.#ports;
    agenda.later(pace.look, () => this.#look().finally(() => this.open()));
  }

  async #look(): Promise<void> {
    const { services, founded, seats, agenda, pace, storyOf } = this.#ports;
    const free = new Map((await unplayedColleagues(services.db, founded.tenant, Date.now() - played)).map((one) => [one.id, one.teams]));
    // An administrator may have given them other teams, or shown them the door.
    const present = seats.flatMap(({ colleague, person }) => {
      const teams = free.get(person) ?? [];
      return teams.length === 0 ? [] : [{ colleague, person, teams }];
    });
    const all = await unfinishedConversations(services.db, founded.tenant);
    for (const one of all) {
      const seat = present.find(({ person }) => person === one.assignee);
      if (seat === undefined || this.#busy.has(one.id)) continue;
      const story = storyOf(one.customer);
      if (one.previewFrom === 'customer' && story !== undefined) this.#soon(one, () => this.#answer(seat, { one, story }));
      else if (Date.now() - one.lastMessageAt > pace.silence) this.#at(one, 0, () => this.#resolve(seat, one));
    }
    const load = new Map(present.map(({ person }) => [person, all.filter(({ assignee }) => assignee === person).length]));
    const states = await statesOf(services.db, founded.tenant);
    const ready = present.filter(({ person }) => isRoutable(states.get(person) ?? 'available'));
    for (const one of this.#due(all)) {
      const able = ready.filter(({ person, teams }) => teams.includes(one.team) && (load.get(person) ?? 0) < atOnce);
      const seat = able.toSorted((a, b) => (load.get(a.person) ?? 0) - (load.get(b.person) ?? 0))[0];
      const story = storyOf(one.customer);
      if (seat === undefined || story === undefined || agenda.isStopped) continue;
      load.set(seat.person, (load.get(seat.person) ?? 0) + 1);
      if (!this.#busy.has(one.id) && (await this.#take(seat, one))) this.#soon(one, () => this.#answer(seat, { one, story }));
    }
  }

  /** What has waited longest of each queue, and all that has waited too long. */
  #due(all: readonly UnfinishedConversation[]): readonly UnfinishedConversation[] {
    const waiting = all.filter((one) => one.assignee === null && one.previewFrom === 'customer' && this.#ports.storyOf(one.customer) !== undefined);
    const queues = new Map<string, UnfinishedConversation[]>();
    for (const one of waiting.toSorted((a, b) => a.openedAt - b.openedAt)) queues.set(`${one.team} ${one.kind}`, [...(queues.get(`${one.team} ${one.kind}`) ?? []), one]);
    return [...queues.values()].flatMap((queue) => {
      const [first] = queue;
      const left = first?.kind === 'chat' ? leftOf.chat : leftOf.other;
      return queue.filter((one, index) => index < queue.length - left || Date.now() - one.openedAt > this.#longestWait(one.kind));
    });
  }

  #longestWait(kind: ChannelKind): Duration {
    return kind === 'chat' ? this.#ports.pace.longestWait : longestLetter;
  }

  async #take(seat: Present, { id: conversation }: UnfinishedConversation): Promise<boolean> {
    const event = id('message', randomUUID());
    return (await runCommand(this.#ports.services.push, this.#who(seat), { key: event, command: { name: 'conversation.take', args: { conversation, event } } })) === null;
  }

  async #answer(seat: Present, { one, story }: { readonly one: UnfinishedConversation; readonly story: Story }): Promise<void> {
    const { pace, agenda } = this.#ports;
    const isChat = one.kind === 'chat';
    if (!isChat && story.isAwaitedInChat) return;
    const lines = story.answer(seat.colleague, isChat ? 'chat' : 'mail');
    for (const [index, text] of lines.entries()) {
      if (isChat) await pause(Math.min(text.length * pace.perLetter, pace.longestTyping));
      if (agenda.isStopped) return;
      story.goesOn = index < lines.length - 1;
      const message = id('message', randomUUID());
      await this.#perform(seat, { name: 'message.send', args: { message, conversation: one.id, text } });
    }
    const saysNothing = lines.length === 0 && Date.now() - one.lastMessageAt > pace.silence;
    if (story.isContent || saysNothing) await this.#resolve(seat, one);
  }

  async #resolve(seat: Present, { id: conversation }: UnfinishedConversation): Promise<void> {
    const { services, founded, dice } = this.#ports;
    const [usual, ...others] = await plainOutcomes(services.db, founded.tenant);
    // An administrator may have taken the outcomes away.
    const disposition = dice.chance(0.6) ? usual : (others[dice.between(0, others.length - 1)] ?? usual);
    const outcome = disposition === undefined ? {} : { outcome: { disposition, values: {}, took: dice.between(4, 40) * second } };
    await this.#perform(seat, { name: 'case.resolve', args: { conversation, event: id('message', randomUUID()), ...outcome } });
  }

  async #perform(seat: Present, intent: Intent): Promise<void> {
    // What is refused, somebody else has done or taken meanwhile.
    await performOnce(this.#ports.services.push, this.#who(seat), intent);
  }

  #soon(one: UnfinishedConversation, act: () => Promise<void>): void {
    const { dice, pace } = this.#ports;
    const [least, most] = one.kind === 'chat' ? pace.chatAnswer : pace.mailAnswer;
    this.#at(one, dice.between(Math.round(least), Math.round(most)), act);
  }

  #at({ id: conversation }: UnfinishedConversation, after: Duration, act: () => Promise<void>): void {
    this.#busy.add(conversation);
    this.#ports.agenda.later(after, () => act().finally(() => this.#busy.delete(conversation)));
  }

  #who({ person, teams }: Present) {
    return { tenant: this.#ports.founded.tenant, actor: { person, roles: ['agent'], teams } } as const;
  }
}
