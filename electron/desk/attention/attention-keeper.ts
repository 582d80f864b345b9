import type { Notice } from '#contract/bridge';
import { readCaller, readMentions, readWatched } from '#db/cache/attention';
import { readByIds } from '#db/cache/read-rows';
import { againAt, alarmOf, isSeen, type Situation } from '#domain/attention/alarm';
import type { AttentionSettings, Calling, CallingClass } from '#domain/attention/attention';
import { callingKey, fallenDue, happenedBetween, isMoot, type Picture } from '#domain/attention/happened';
import { excerpt } from '#kernel/text';
import type { ConversationId, PersonId } from '#kernel/id';
import { second, type Instant } from '#kernel/instant';
import type { Topic } from '../live/topic';
import { logBug } from '../log';
import type { Place } from '../place';
import { ownState } from '../shift/shift-keeper';

export type AttentionPorts = {
  readonly atWork: () => Place | null;
  readonly settings: () => AttentionSettings;
  readonly changed: (topics: ReadonlySet<Topic>) => void;
  /** Main shows it beside the window. */
  readonly tell: (told: { readonly unseen: number; readonly notices: readonly Notice[]; readonly seen: readonly ConversationId[] }) => void;
};

type Unseen = { readonly calling: Calling; step: number; nextAt: Instant | null };
export type Sound = { readonly number: number; readonly class: CallingClass; readonly isLoud: boolean };
export type Chosen = { readonly number: number; readonly conversation: ConversationId };

/** How often it is looked whether something fell due or is to be said again, in milliseconds. */
const lookEvery = 5 * second;
/** Between two looks while much changes, in milliseconds: a look reads everything that may call, and nobody hears a call sooner by it. */
const rest = second / 4;
const previewLength = 120;
const watched: readonly Topic[] = ['conversations', 'cases', 'messages', 'session'];

/** Tells the person what happens, until they have seen it. The rules are in domain/attention. */
export class AttentionKeeper {
  readonly #ports: AttentionPorts;
  readonly #unseen = new Map<string, Unseen>();
  readonly #toldDue = new Set<string>();
  readonly #timer: NodeJS.Timeout;
  #picture: Picture = new Map();
  /** Whose picture it is; null: nobody's yet. */
  #of: PersonId | null = null;
  #isFocused = true;
  #looksAt: ConversationId | null = null;
  #sound: Sound | null = null;
  #chosen: Chosen | null = null;
  /** Mentions up to here were told. */
  #mentionsUpTo: Instant = 0;
  #looking = false;
  #again = false;
  #resting: NodeJS.Timeout | null = null;

  constructor(ports: AttentionPorts) {
    this.#ports = ports;
    this.#timer = setInterval(() => this.#look(), lookEvery);
    this.#timer.unref();
  }

  get sound(): Sound | null {
    return this.#sound;
  }

  get chosen(): Chosen | null {
    return this.#chosen;
  }

  /** Conversations of the person in which something was not seen; what waits in the queue is everybody's. */
  get unseen(): number {
    return new Set([...this.#unseen.values()].flatMap(({ calling }) => (calling.class === 'queued' ? [] : [calling.conversation]))).size;
  }

  heard(topics: ReadonlySet<Topic>): void {
    if (!watched.some((topic) => topics.has(topic))) return;
    if (this.#resting === null) this.#look();
    else this.#again = true;
  }

  focus(isFocused: boolean): void {
    this.#isFocused = isFocused;
    this.#look();
  }

  looks(conversation: ConversationId | null): void {
    this.#looksAt = conversation;
    this.#look();
  }

  /** The person clicked what the system showed. */
  choose(conversation: ConversationId): void {
    this.#chosen = { number: (this.#chosen?.number ?? 0) + 1, conversation };
    this.#show();
  }

  /** As if it had happened in some conversation, while the window is away. */
  async try(kind: CallingClass): Promise<void> {
    const { sound, notice } = this.#ports.settings().classes[kind];
    if (sound) this.#ring(kind, false);
    const conversation = this.#looksAt ?? [...this.#picture.keys()][0];
    if (notice && conversation !== undefined) this.#ports.tell({ unseen: this.unseen, notices: [await this.#noticeOf(kind, conversation)], seen: [] });
    this.#show();
  }

  stop(): void {
    clearInterval(this.#timer);
    clearTimeout(this.#resting ?? undefined);
  }

  #look(): void {
    if (this.#looking) {
      this.#again = true;
      return;
    }
    this.#looking = true;
    clearTimeout(this.#resting ?? undefined);
    void this.#judge()
      .catch((error: unknown) => logBug('attention', error))
      .finally(() => {
        this.#looking = false;
        this.#resting = setTimeout(() => this.#rested(), rest);
        this.#resting.unref();
      });
  }

  #rested(): void {
    this.#resting = null;
    if (!this.#again) return;
    this.#again = false;
    this.#look();
  }

  async #judge(): Promise<void> {
    const place = this.#ports.atWork();
    if (place === null) return this.#forget();
    const now = place.clock.now();
    const before = this.#of === place.me.id ? this.#picture : null;
    const isFirst = before === null;
    if (isFirst) this.#mentionsUpTo = now;
    const [picture, own, mentions] = await Promise.all([place.picture.read((db) => readWatched(db, place.me.id, now)), ownState(place), place.picture.read((db) => readMentions(db, place.me.id, this.#mentionsUpTo))]);
    this.#mentionsUpTo = Math.max(this.#mentionsUpTo, ...mentions.map(({ at }) => at));
    this.#picture = picture;
    this.#of = place.me.id;
    const situation: Situation = { state: own?.state ?? 'available', isOnCall: false, isFocused: this.#isFocused, looksAt: this.#looksAt };
    const due = fallenDue(picture, this.#toldDue, now);
    for (const calling of due) this.#toldDue.add(callingKey(calling));
    if (!isFirst) for (const calling of [...happenedBetween(before, picture, now), ...due, ...mentions.map(({ conversation }): Calling => ({ class: 'mentioned', conversation, at: now }))]) this.#unseen.set(callingKey(calling), { calling, step: 0, nextAt: now });
    const seen = this.#dropSeen(situation, await this.#lost(place));
    const notices = await this.#sayDue(situation, now);
    if (isFirst || due.length > 0 || seen.length > 0 || notices.length > 0) this.#ports.tell({ unseen: this.unseen, notices, seen });
    this.#show();
  }

  /** Conversations that have left this computer since they called: nobody can look at them here. */
  async #lost({ picture }: Place): Promise<ReadonlySet<ConversationId>> {
    const calling = [...new Set([...this.#unseen.values()].map((one) => one.calling.conversation))];
    const here = new Set((await picture.read((db) => readByIds(db, 'conversations', calling))).map(({ id }) => id));
    return new Set(calling.filter((one) => !here.has(one)));
  }

  #dropSeen(situation: Situation, lost: ReadonlySet<ConversationId>): readonly ConversationId[] {
    const seen: ConversationId[] = [];
    for (const [key, { calling }] of this.#unseen) {
      if (!isSeen(calling, situation) && !isMoot(calling, this.#picture) && !lost.has(calling.conversation)) continue;
      this.#unseen.delete(key);
      seen.push(calling.conversation);
    }
    return seen;
  }

  /** Says what is to be said now; of several sounds the last is heard. */
  async #sayDue(situation: Situation, now: Instant): Promise<readonly Notice[]> {
    const notices: Notice[] = [];
    for (const one of this.#unseen.values()) {
      if (one.nextAt === null || one.nextAt > now) continue;
      const alarm = alarmOf(one.calling, one.step, { situation, settings: this.#ports.settings() });
      one.step += 1;
      one.nextAt = againAt(one.calling, one.step);
      if (alarm.sound !== 'none') this.#ring(one.calling.class, alarm.sound === 'loud');
      if (alarm.notice) notices.push(await this.#noticeOf(one.calling.class, one.calling.conversation));
    }
    return notices;
  }

  async #noticeOf(kind: CallingClass, conversation: ConversationId): Promise<Notice> {
    const caller = this.#ports.settings().showsText ? ((await this.#ports.atWork()?.picture.read((db) => readCaller(db, conversation))) ?? null) : null;
    return { class: kind, conversation, caller: caller === null ? null : { name: caller.name, preview: excerpt(caller.preview, previewLength) } };
  }

  #ring(kind: CallingClass, isLoud: boolean): void {
    this.#sound = { number: (this.#sound?.number ?? 0) + 1, class: kind, isLoud };
  }

  #forget(): void {
    if (this.#of === null) return;
    this.#of = null;
    this.#picture = new Map();
    const seen = [...this.#unseen.values()].map(({ calling }) => calling.conversation);
    this.#unseen.clear();
    this.#toldDue.clear();
    this.#ports.tell({ unseen: 0, notices: [], seen });
    this.#show();
  }

  #show(): void {
    this.#ports.changed(new Set<Topic>(['attention']));
  }
}
