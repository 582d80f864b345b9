import type { PersonId } from '#kernel/id';
import type { Duration } from '#kernel/instant';
import { DeskOutbox } from './desk-outbox';
import type { DeskPorts } from './desk-ports';
import { DeskProcess } from './desk-process';
import { Disk } from './disk';
import type { Plant } from './plants';

/** A simulated computer: one disk, and a place of its own for each person who ever sat at it. */
export class Computer {
  readonly disk = new Disk();
  readonly desks = new Map<PersonId, DeskProcess>();
  isAsleep = false;
  /** How far its wall clock is off. */
  clockOff: Duration = 0;
  current: DeskProcess | null = null;

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

  /** Whoever sits here leaves: with nothing waiting the copy is wiped, else what waits stays for their return. */
  leave(): void {
    const desk = this.current;
    if (desk === null) return;
    desk.crash();
    if (desk.outbox.pending.length === 0) desk.cache.wipe();
    this.current = null;
  }

  die(): void {
    this.current?.crash();
    this.disk.forgetDeath();
  }

  #outboxFor(person: PersonId): DeskOutbox {
    const [first] = this.desks.values();
    if (this.plant === 'outbox shared by a computer' && first !== undefined) return first.outbox;
    return new DeskOutbox(`${this.index + 1}-${person.slice(4)}`, this.disk);
  }
}
