import type { PersonId } from '#kernel/id';
import type { Duration } from '#kernel/instant';
import { DeskOutbox } from './desk-outbox';
import type { DeskPorts } from './desk-ports';
import { DeskProcess } from './desk-process';
import { Disk } from './disk';
import { Crash, unlessFull } from './mishaps';
import type { Plant } from './plants';

/** A simulated computer: one disk, and a place of its own for each person who ever sat at it. */
export class Computer {
  readonly disk = new Disk();
  readonly desks = new Map<PersonId, DeskProcess>();
  isAsleep = false;
  /** How far its wall clock is off. */
  clockOff: Duration = 0;
  current: DeskProcess | null = null;
  /** Whose copy must go. On the disk: a program that dies before it is gone wipes it when it starts. */
  readonly #condemned = new Set<DeskProcess>();

  constructor(
    readonly index: number,
    readonly plant: Plant | null,
  ) {}

  /** The person sits down; what was here before of theirs is here again. */
  seat(person: PersonId, ports: (computer: Computer) => DeskPorts): DeskProcess {
    const known = this.desks.get(person);
    const desk = known ?? new DeskProcess(person, this.#outboxFor(person), ports(this));
    this.desks.set(person, desk);
    this.current = desk;
    return desk;
  }

  /** Whoever sits here leaves: their copy goes, and what waits stays for their return. False where the program died in it. */
  leave(): boolean {
    const desk = this.current;
    if (desk === null) return true;
    try {
      this.#wipe(desk);
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      this.die();
      return false;
    }
    this.current = null;
    return true;
  }

  /** The server said that this person's right was taken away: the copy goes, and only what was not sent stays. */
  takeAway(desk: DeskProcess): void {
    if (this.plant === 'wipe forgotten after revocation') desk.crash();
    else this.#wipe(desk);
  }

  /** The program starts: first of all it wipes what an earlier one could not. Answers whose copies these were. */
  startProgram(): readonly DeskProcess[] {
    const condemned = [...this.#condemned];
    if (this.plant !== 'condemned copy forgotten') for (const desk of condemned) desk.cache.wipe();
    this.#condemned.clear();
    return condemned;
  }

  isCondemned(desk: DeskProcess): boolean {
    return this.#condemned.has(desk);
  }

  die(): void {
    this.current?.crash();
    this.disk.forgetDeath();
  }

  /** A full disk keeps nothing from being deleted. */
  #wipe(desk: DeskProcess): void {
    if (unlessFull(() => this.disk.writing())) this.#condemned.add(desk);
    desk.crash();
    unlessFull(() => this.disk.writing());
    desk.cache.wipe();
    this.#condemned.delete(desk);
  }

  #outboxFor(person: PersonId): DeskOutbox {
    const [first] = this.desks.values();
    if (this.plant === 'outbox shared by a computer' && first !== undefined) return first.outbox;
    return new DeskOutbox(`${this.index + 1}-${person.slice(4)}`, this.disk);
  }
}
