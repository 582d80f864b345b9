import type { FromServer } from '#contract/protocol';
import type { Command } from '#domain/mutators';
import { second, type Instant } from '#kernel/instant';
import type { Ledger } from './ledger';
import type { Connection } from './network';

export type CommandPorts = {
  /** Time since the computer started: no jump of its wall clock moves it. */
  readonly uptime: () => Instant;
  readonly ledger: () => Ledger;
};

/** How long a command may wait for the server, reconnecting included. */
const patience = 15 * second;

/** Exclusive commands of a simulated desk: asked again under their key after each reconnect, unknown after a while. */
export class DeskCommands {
  readonly #ports: CommandPorts;
  readonly #open = new Map<string, { readonly command: Command; readonly since: Instant }>();

  constructor(ports: CommandPorts) {
    this.#ports = ports;
  }

  get isOpen(): boolean {
    return this.#open.size > 0;
  }

  ask(connection: Connection, key: string, command: Command): void {
    this.#open.set(key, { command, since: this.#ports.uptime() });
    connection.up.push({ t: 'command', key, command });
  }

  askAgain(connection: Connection): void {
    for (const [key, { command }] of this.#open) connection.up.push({ t: 'command', key, command });
  }

  answered({ key, failure }: Extract<FromServer, { t: 'result' }>): void {
    if (this.#open.delete(key) && failure === null) this.#ports.ledger().answered(key);
  }

  giveUp(): void {
    for (const [key, { since }] of this.#open) if (this.#ports.uptime() - since > patience) this.#open.delete(key);
  }

  clear(): void {
    this.#open.clear();
  }
}
