import { countContacts } from '#db/cache/shift';
import { readById } from '#db/cache/read-rows';
import { isOver } from '#domain/shift/activity';
import type { AgentState, AgentStateRow } from '#domain/shift/agent-state';
import { idleStep } from '#domain/shift/idle';
import { minute, type Duration } from '#kernel/instant';
import type { Topic } from '../live/topic';
import { logBug } from '../log';
import type { Place } from '../place';

export type ShiftPorts = {
  readonly atWork: () => Place | null;
  /** Minutes; null: never. */
  readonly idleAfter: () => number | null;
  readonly changed: (topics: ReadonlySet<Topic>) => void;
};

type Question = 'stillHere' | 'which' | null;

/** What matters to what follows a contact. */
const watched: readonly Topic[] = ['agent_states', 'conversations', 'cases', 'session'];

/** What this computer knows of its person's shift beside what they say: whether they sit there, and what they are about to do. */
export class ShiftKeeper {
  readonly #ports: ShiftPorts;
  #question: Question = null;
  #wrapsUp = false;
  #looking: Promise<void> | null = null;
  #again = false;

  constructor(ports: ShiftPorts) {
    this.#ports = ports;
  }

  get question(): Question {
    return this.#question;
  }

  get wrapsUp(): boolean {
    return this.#wrapsUp;
  }

  heard(topics: ReadonlySet<Topic>): void {
    if (watched.some((topic) => topics.has(topic))) this.#look();
  }

  setWrapsUp(wrapsUp: boolean): void {
    this.#wrapsUp = wrapsUp;
    this.#tell();
    this.#look();
  }

  /** The person answered, or chose. */
  answered(): void {
    if (this.#question === null) return;
    this.#question = null;
    this.#tell();
  }

  /** For how long nobody touched this computer, in milliseconds. */
  idle(idle: Duration): void {
    void this.#judge(idle).catch(failed);
  }

  /** Resolves when nothing is being looked at any more. */
  async idleNow(): Promise<void> {
    await this.#looking;
  }

  async #judge(idle: Duration): Promise<void> {
    const place = this.#ports.atWork();
    const row = place === null ? null : await ownState(place);
    if (place === null || row === null) return;
    const after = this.#ports.idleAfter();
    const step = idleStep({ state: row.state, idle, after: after === null ? null : after * minute });
    if (step === 'goAway') await set(place, 'away');
    const question = step === 'ask' ? 'stillHere' : step === 'askWhich' ? 'which' : this.#question === 'which' && row.state === 'away' ? 'which' : null;
    if (question === this.#question) return;
    this.#question = question;
    this.#tell();
  }

  /** One look at a time, and one more after it when something happened meanwhile. */
  #look(): void {
    if (this.#looking !== null) {
      this.#again = true;
      return;
    }
    this.#looking = this.#follow()
      .catch(failed)
      .finally(() => {
        this.#looking = null;
        if (!this.#again) return;
        this.#again = false;
        this.#look();
      });
  }

  /** Begins what the person named for the time after their contact. */
  async #follow(): Promise<void> {
    const place = this.#ports.atWork();
    const row = place === null ? null : await ownState(place);
    if (place === null || row === null || row.next === null) return;
    const contacts = await place.picture.read((db) => countContacts(db, place.me.id));
    if (isOver({ contacts, wrapsUp: this.#wrapsUp })) await set(place, row.next, true);
  }

  #tell(): void {
    this.#ports.changed(new Set<Topic>(['agent_states']));
  }
}

export function ownState(place: Place): Promise<AgentStateRow | null> {
  return place.picture.read((db) => readById(db, 'agent_states', place.me.id));
}

async function set(place: Place, state: AgentState, follows = false): Promise<void> {
  await place.mutate({ name: 'state.set', args: { person: place.me.id, state, at: place.clock.now(), ...(follows ? { follows } : {}) } });
}

function failed(error: unknown): void {
  logBug('shift', error);
}
