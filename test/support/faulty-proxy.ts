import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** What becomes of a connection, some time after it was made. */
export const fates = ['reset', 'end', 'late', 'half-open near', 'half-open far', 'deaf up', 'deaf down', 'blackhole'] as const;
export type Fate = (typeof fates)[number];

export type Weather = {
  readonly fate: Fate;
  /** Until the fate comes, in milliseconds. */
  readonly after: number;
  /** Each piece waits so long, in milliseconds. */
  readonly latency: number;
  /** Bytes that pass at once; 0 is no limit. */
  readonly trickle: number;
};

/**
 * A TCP proxy on loopback. In fair weather it only passes on; in a storm every connection meets its own weather. A change cuts what
 * is open; `deaden` begins a storm in which what is open stays so and carries nothing any more.
 */
export type FaultyProxy = { readonly port: number; readonly met: ReadonlyMap<Fate, number>; turn(weather: 'fair' | 'storm'): void; deaden(): void; close(): Promise<void> };

/** What was cut from one side only is held so long before the other side hears of it, in milliseconds. */
const forgotten = 30_000;
const lateness = 1500;
/** Between two pieces of a trickle, in milliseconds. */
const drop = 3;

export async function faultyProxy(target: number, weather: () => Weather): Promise<FaultyProxy> {
  const lines = new Set<Line>();
  const met = new Map<Fate, number>();
  let isFair = true;
  const server = createServer((near) => {
    const line = new Line(near, connect(target, '127.0.0.1'), isFair ? null : weather());
    lines.add(line);
    line.begin(
      (fate) => met.set(fate, (met.get(fate) ?? 0) + 1),
      () => lines.delete(line),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: portOf(server.address()),
    met,
    turn: (to) => {
      isFair = to === 'fair';
      for (const line of lines) line.reset();
    },
    deaden: () => {
      isFair = false;
      for (const line of lines) line.suffer('blackhole');
    },
    close: async () => {
      for (const line of lines) line.reset();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}

/** One connection through the proxy. */
class Line {
  readonly #near: Socket;
  readonly #far: Socket;
  readonly #weather: Weather | null;
  #upIsDeaf = false;
  #downIsDeaf = false;
  #upIsLate = false;
  #isSevered = false;
  readonly #late: Buffer[] = [];

  constructor(near: Socket, far: Socket, weather: Weather | null) {
    this.#near = near;
    this.#far = far;
    this.#weather = weather;
  }

  begin(meet: (fate: Fate) => void, gone: () => void): void {
    const weather = this.#weather;
    const timer = weather === null ? undefined : setTimeout(() => {
      meet(weather.fate);
      this.suffer(weather.fate);
    }, weather.after);
    this.#pass(this.#near, this.#far, () => (this.#upIsDeaf ? 'drop' : this.#upIsLate ? 'hold' : 'pass'));
    this.#pass(this.#far, this.#near, () => (this.#downIsDeaf ? 'drop' : 'pass'));
    const close = (other: Socket): void => {
      clearTimeout(timer);
      if (!this.#isSevered) other.destroy();
      if (this.#near.destroyed && this.#far.destroyed) gone();
    };
    this.#near.once('close', () => close(this.#far));
    this.#far.once('close', () => close(this.#near));
    for (const socket of [this.#near, this.#far]) socket.on('error', () => socket.destroy());
  }

  reset(): void {
    this.#isSevered = false;
    this.#near.resetAndDestroy();
    this.#far.resetAndDestroy();
  }

  suffer(fate: Fate): void {
    switch (fate) {
      case 'reset':
        return this.reset();
      case 'end':
        this.#near.end();
        this.#far.end();
        return;
      case 'late':
        // What the near side said last reaches the far side when the near side has long come back on another road.
        this.#upIsLate = true;
        setTimeout(() => this.#cutNear(), lateness / 5);
        setTimeout(() => this.#far.write(Buffer.concat(this.#late)), lateness);
        return void setTimeout(() => this.reset(), 2 * lateness);
      case 'half-open near':
        this.#downIsDeaf = this.#upIsDeaf = true;
        this.#far.resetAndDestroy();
        return void setTimeout(() => this.reset(), forgotten);
      case 'half-open far':
        this.#cutNear();
        return void setTimeout(() => this.reset(), forgotten);
      case 'deaf up':
        this.#upIsDeaf = true;
        return void setTimeout(() => this.reset(), forgotten);
      case 'deaf down':
        this.#downIsDeaf = true;
        return void setTimeout(() => this.reset(), forgotten);
      case 'blackhole':
        // Not even an end passes: each side finds out by itself.
        this.#upIsDeaf = this.#downIsDeaf = this.#isSevered = true;
        return void setTimeout(() => this.reset(), forgotten);
    }
  }

  #cutNear(): void {
    this.#isSevered = true;
    this.#near.resetAndDestroy();
  }

  #pass(from: Socket, to: Socket, way: () => 'pass' | 'hold' | 'drop'): void {
    const { latency = 0, trickle = 0 } = this.#weather ?? {};
    let last = Promise.resolve();
    from.on('data', (data: Buffer) => {
      const is = way();
      if (is === 'drop') return;
      if (is === 'hold') return void this.#late.push(data);
      if (latency === 0 && trickle === 0) return void to.write(data);
      const due = performance.now() + latency;
      last = last.then(() => slowly(to, data, { due, trickle }));
    });
  }
}

async function slowly(to: Socket, data: Buffer, { due, trickle }: { readonly due: number; readonly trickle: number }): Promise<void> {
  await pause(due - performance.now());
  const size = trickle === 0 ? data.length : trickle;
  for (let at = 0; at < data.length && !to.destroyed; at += size) {
    to.write(data.subarray(at, at + size));
    if (at + size < data.length) await pause(drop);
  }
}

async function pause(milliseconds: number): Promise<void> {
  if (milliseconds > 0) await new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('not listening on TCP');
  return address.port;
}
