import type { FromDesk } from '#contract/protocol';
import type { Dice } from './dice';

/** A frame on its way down. Changes travel as the text that the server encoded, like on a real socket. */
export type DownFrame = { readonly t: string; readonly text: string };

/** Frames that a client can do without for a while: the protocol itself notices their loss. A lost push breaks its connection, as TCP does. */
const mayBeLost: ReadonlySet<string> = new Set(['changes', 'ack', 'pong', 'result', 'welcome', 'resync', 'hello', 'ping', 'command']);

/** `desk`: which of all that ever began; `session`: what it proves itself with. */
type Ends = { readonly desk: number; readonly server: number; readonly session: string };

/** One connection between a client and a server process. */
export class Connection {
  readonly up: FromDesk[] = [];
  readonly down: DownFrame[] = [];
  /** The client's end and the server's end may learn of a break at different moments. */
  clientOpen = true;
  serverOpen = true;
  /** A line that takes frames and does not bring them: each way on its own. */
  quietUp = false;
  quietDown = false;

  constructor(
    readonly id: number,
    readonly ends: Ends,
  ) {}

  break(dice: Dice): void {
    // What was under way may still arrive on either side after the other has given up.
    if (dice.chance(0.5)) this.up.length = 0;
    if (dice.chance(0.5)) this.down.length = 0;
    this.clientOpen = this.clientOpen && dice.chance(0.3);
    // A line that lost something and stays open at both ends is no line of this world.
    this.serverOpen = this.serverOpen && !this.clientOpen && dice.chance(0.5);
  }

  goQuiet(dice: Dice): void {
    const way = dice.below(3);
    this.quietUp = way !== 1;
    this.quietDown = way !== 0;
  }

  mend(): void {
    this.quietUp = false;
    this.quietDown = false;
  }

  /** Answers that are of a history which has ended never arrive. */
  forgetAnswers(): void {
    const rest = this.down.filter(({ t }) => t !== 'result' && t !== 'ack');
    this.down.splice(0, this.down.length, ...rest);
  }

  lose(dice: Dice): void {
    const queue: { readonly t: string }[] = (dice.chance(0.8) && this.down.length > 0) || this.up.length === 0 ? this.down : this.up;
    const place = dice.below(queue.length);
    const frame = queue[place];
    if (frame !== undefined && mayBeLost.has(frame.t)) queue.splice(place, 1);
  }

  repeat(dice: Dice): void {
    if ((dice.chance(0.7) && this.down.length > 0) || this.up.length === 0) twice(this.down, dice);
    else twice(this.up, dice);
  }

  overtake(dice: Dice): void {
    if ((dice.chance(0.7) && this.down.length > 1) || this.up.length < 2) swap(this.down, dice);
    else swap(this.up, dice);
  }
}

function twice(queue: unknown[], dice: Dice): void {
  const place = dice.below(queue.length);
  const frame = queue[place];
  if (frame !== undefined) queue.splice(place + dice.below(queue.length - place), 0, frame);
}

function swap(queue: unknown[], dice: Dice): void {
  const place = dice.below(queue.length - 1);
  const [one, other] = queue.slice(place, place + 2);
  if (one !== undefined && other !== undefined) queue.splice(place, 2, other, one);
}
