import type { Client } from 'pg';
import type { Writer } from './open';

/** `name` stands for the text: each connection parses and plans it once. Values are bound to $1, $2 and so on. */
export type Prepared = { readonly name: string; readonly text: string; readonly values: readonly unknown[] };

/**
 * The statements of one transaction, carried out in the order in which they are sent. Whoever does not need an answer goes on
 * without it: one that fails makes everything after it fail, COMMIT included, and `settled` tells.
 */
export class Pipe {
  readonly #connection: Client;
  readonly #answers: Promise<unknown>[] = [];
  #isCorked = false;

  constructor(connection: Client) {
    this.#connection = connection;
  }

  static async of(tx: Writer): Promise<Pipe> {
    // checked: the client of a transaction gives its one connection, a client of pg
    const client = tx.client as { acquireConnection: () => Promise<Client> };
    return new Pipe(await client.acquireConnection());
  }

  send({ name, text, values }: Prepared): Promise<readonly unknown[]> {
    return this.#asked<readonly unknown[]>((answered) => this.#connection.query<Record<string, unknown>>({ name, text, values: [...values] }, (error, result) => answered(error, result?.rows)));
  }

  /** A statement without values; answers what PostgreSQL says that it did. */
  command(text: string): Promise<string> {
    return this.#asked<string>((answered) => this.#connection.query(text, (error, result) => answered(error, result?.command)));
  }

  /** Throws what failed first: that is why everything after it failed too. */
  async settled(): Promise<void> {
    for (const answer of this.#answers) await answer;
  }

  #asked<Answer>(ask: (answered: (error: Error | null, answer: Answer) => void) => void): Promise<Answer> {
    this.#cork();
    const answer = new Promise<Answer>((resolve, reject) => {
      ask((error, value) => (error ? reject(error) : resolve(value)));
    });
    // Whoever waits for it, and `settled`, see the failure.
    answer.catch(() => undefined);
    this.#answers.push(answer);
    return answer;
  }

  /** What is sent in one turn of the process leaves in one packet. */
  #cork(): void {
    if (this.#isCorked) return;
    this.#isCorked = true;
    const { stream } = this.#connection.connection;
    stream.cork();
    process.nextTick(() => {
      this.#isCorked = false;
      stream.uncork();
    });
  }
}
