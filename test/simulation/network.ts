import type { FromDesk, FromServer } from '#contract/protocol';
import type { Dice } from './dice';

/** One connection between a client and a server process. A lost frame breaks it, as TCP would. */
export class Connection {
  readonly up: FromDesk[] = [];
  readonly down: FromServer[] = [];
  /** The client's end and the server's end may learn of the break at different moments. */
  clientOpen = true;
  serverOpen = true;

  constructor(
    readonly id: number,
    readonly client: number,
    readonly server: number,
  ) {}

  break(dice: Dice): void {
    // What was under way may still arrive on either side after the other has given up.
    if (dice.chance(0.5)) this.up.length = 0;
    if (dice.chance(0.5)) this.down.length = 0;
    this.clientOpen = this.clientOpen && dice.chance(0.3);
    this.serverOpen = this.serverOpen && dice.chance(0.3);
  }
}

/** The next frame of a queue, now and then repeated or overtaken by the one behind it. */
export function takeFrame<Frame>(queue: Frame[], dice: Dice, mayScramble: (frame: Frame) => boolean): Frame | undefined {
  const [first, second] = queue;
  if (first === undefined) return undefined;
  if (mayScramble(first) && dice.chance(0.03)) return first;
  if (second !== undefined && mayScramble(first) && mayScramble(second) && dice.chance(0.03)) {
    queue.splice(1, 1);
    return second;
  }
  queue.shift();
  return first;
}
