import type { SealedAs } from '#contract/bridge';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Granted } from '#contract/session';
import { readPosition } from '#db/cache/position';
import { readRows } from '#db/cache/read-rows';
import { ComputerFile } from '#desk/access/computer-file';
import { OwnFolder } from '#desk/access/own-folder';
import { SessionDesk } from '#desk/access/session-desk';
import { Unlocking } from '#desk/access/unlocking';
import type { Place } from '#desk/place';
import { scopesOf } from '#domain/scope';
import type { TableName, Tables } from '#domain/tables';
import { eventually } from '../support/eventually';
import type { Employee } from './canaries';

const clocks = { wall: () => Date.now(), steady: () => performance.now() };

/** How long a desk may take to know what the server knows, in milliseconds. */
const patience = 60_000;

/** The product's desk of one person, in this process and over files that are read as a thief would read them. */
export class WatchedDesk {
  /** Marks of what left by a move: their bytes go when the copy is tidied next, or when a scope is left. */
  readonly leaving = new Set<string>();
  readonly #server: string;
  readonly #home: string;
  #sealed: string | null = null;
  #session: SessionDesk | null = null;

  constructor(server: string, home: string) {
    this.#server = server;
    this.#home = home;
  }

  get place(): Place | null {
    return this.#session?.place ?? null;
  }

  get isOpen(): boolean {
    return this.#session !== null;
  }

  /** Signs in as somebody whom the server has recognised already. */
  async signIn(grant: Granted): Promise<void> {
    await this.close();
    const unlocking = this.#unlocking(this.#computer());
    await unlocking.granted(grant);
    await unlocking.stop();
    this.open();
  }

  open(): void {
    const file = this.#computer();
    const settings = { server: this.#server, folder: this.#folder, downloads: join(this.#home, 'downloads'), language: 'en', signIn: null, undoSend: 0, tour: false, keeper: 'system' } as const;
    const ignored = (): void => undefined;
    this.#session = new SessionDesk({
      settings, unlocking: this.#unlocking(file), folder: new OwnFolder(this.#folder), computer: file.value.secret, isSealLost: false, isAtWork: true, openLink: ignored, changed: ignored, atWork: ignored, greet: () => Promise.resolve(),
    });
    this.#session.start();
  }

  async close(): Promise<void> {
    await this.#session?.stop();
    this.#session = null;
  }

  /** Knows everything up to `head`, as this person stands now, and has told everything. */
  async knows({ actor }: Employee, head: number): Promise<void> {
    await eventually(async () => {
      const place = this.place ?? fail('nobody is signed in');
      const at = (await place.picture.read(readPosition)) ?? fail('there is no copy');
      const may = [...scopesOf(actor, place.outbox.client.id)].sort().join(' ');
      if (place.driver?.isLive !== true || at.cursor < head || [...at.scopes].sort().join(' ') !== may || !place.outbox.isEmpty) fail(`${place.driver?.road.state ?? 'no road'} at ${at.cursor} of ${head}: ${at.scopes.join(' ')}`);
    }, patience);
    // After everything that the copy's one lane has begun.
    await this.place?.picture.redraw();
  }

  /** Was told that its right was taken away, and has acted on it. */
  async isSignedOut(): Promise<void> {
    await eventually(async () => (this.#session?.state.state === 'signedOut' ? undefined : fail('somebody is signed in still')), patience);
    await this.#session?.lock();
  }

  async rows<Table extends TableName>(table: Table): Promise<readonly Tables[Table][]> {
    const sqlTable = table;
    return (await this.place?.picture.read((db) => readRows(db, table, { sql: `select * from ${sqlTable}`, bindings: [] }))) ?? [];
  }

  /** What a program does when it has nothing else to do. */
  async tidies(): Promise<void> {
    await this.place?.picture.rest();
    await this.place?.outgoing.sweep();
    this.leaving.clear();
  }

  /** Every byte of every file of this computer, by the name of the file. */
  bytes(): ReadonlyMap<string, string> {
    const files = readdirSync(this.#home, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return new Map(files.map(({ parentPath, name }) => [name, readFileSync(join(parentPath, name), 'latin1')]));
  }

  get #folder(): string {
    return join(this.#home, 'desk');
  }

  #computer(): ComputerFile {
    return new ComputerFile(join(this.#folder, 'computer.json'));
  }

  async #seal(sealed: string | null): Promise<SealedAs> {
    this.#sealed = sealed;
    return 'given';
  }

  #unlocking(file: ComputerFile): Unlocking {
    return new Unlocking(this.#sealed, { server: this.#server, file, clocks, seal: (sealed) => this.#seal(sealed) });
  }
}

function fail(why: string): never {
  throw new Error(why);
}
