import { Crash, DiskFull } from './mishaps';

/** The disk of a simulated computer, as its process meets it: at each write it may die, or find no space. */
export class Disk {
  #diesIn = Infinity;
  #fillsIn = Infinity;

  dieAtWrite(count: number): void {
    this.#diesIn = count;
  }

  fillAtWrite(count: number): void {
    this.#fillsIn = count;
  }

  get isFull(): boolean {
    return this.#fillsIn <= 0;
  }

  empty(): void {
    this.#fillsIn = Infinity;
  }

  /** No process is there to die any more. */
  forgetDeath(): void {
    this.#diesIn = Infinity;
  }

  writing(): void {
    this.#diesIn -= 1;
    if (this.#diesIn <= 0) {
      this.#diesIn = Infinity;
      throw new Crash();
    }
    this.#fillsIn -= 1;
    if (this.isFull) throw new DiskFull();
  }
}
