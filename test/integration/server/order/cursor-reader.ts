import type { Knex } from 'knex';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Told } from './messages';
import { toldRows } from './told-rows';

const logged = z.array(z.object({ seq: z.number(), parts: z.object({ org: z.unknown() }) }));

/** A reader of its own beside the product's: asks for what lies after its cursor, moves it, and asks again. */
export class CursorReader {
  readonly told: Told[] = [];
  readonly #db: Knex;
  readonly #tenant: string;
  #reading = true;
  readonly #ended: Promise<void>;

  constructor(db: Knex, tenant: string) {
    this.#db = db;
    this.#tenant = tenant;
    this.#ended = this.#read();
  }

  /** Takes what is there and ends. */
  async end(): Promise<void> {
    this.#reading = false;
    await this.#ended;
    await this.#take();
  }

  async #read(): Promise<void> {
    while (this.#reading) {
      await this.#take();
      await sleep(3);
    }
  }

  async #take(): Promise<void> {
    const cursor = this.told.at(-1)?.seq ?? 0;
    const rows: unknown = await this.#db('change_log').where({ tenant: this.#tenant }).where('seq', '>', cursor).orderBy('seq').select('seq', 'parts');
    this.told.push(...logged.parse(rows).map(({ seq, parts }) => ({ seq, rows: toldRows(parts.org) })));
  }
}
