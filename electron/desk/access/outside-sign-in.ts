import { createHash, randomBytes } from 'node:crypto';
import type { Failure } from '#contract/failures';
import { begunOutside, providers } from '#contract/oidc';
import type { RequestOutput } from '#contract/requests';
import { granted, type Granted } from '#contract/session';
import { minute } from '#kernel/instant';
import type { Outcome } from '#kernel/outcome';
import { askFor } from '../http';
import { BrowserReturn } from './browser-return';

export type OutsidePorts = {
  readonly server: string;
  readonly device: string;
  /** Main opens it in the system's browser, after its own checks. */
  readonly openLink: (address: string) => void;
};

/** A person who does not come back from the browser is not waited for any longer. */
const patience = 10 * minute;

/** Sign-in by a service outside, in the system's browser. One at a time: a new one takes the place of the one before. */
export class OutsideSignIn {
  readonly #ports: OutsidePorts;
  #present = new AbortController();

  constructor(ports: OutsidePorts) {
    this.#ports = ports;
  }

  providers(): Promise<Outcome<RequestOutput<'session.providers'>, Failure>> {
    return askFor(this.#ports.server, { method: 'GET', path: '/session/oidc', patience: 5000 }, providers);
  }

  cancel(): void {
    this.#present.abort();
  }

  /** Sends the person to the browser and brings back what the server granted. */
  async run(provider: string): Promise<Outcome<Granted, Failure>> {
    this.cancel();
    this.#present = new AbortController();
    const signal = AbortSignal.any([this.#present.signal, AbortSignal.timeout(patience)]);
    const { server } = this.#ports;
    const door = await BrowserReturn.open(server);
    try {
      const secret = randomBytes(32).toString('base64url');
      const challenge = createHash('sha256').update(secret).digest('base64url');
      const begun = await askFor(server, { method: 'POST', path: '/session/oidc', body: { provider, challenge, port: door.port, device: this.#ports.device } }, begunOutside);
      if (!begun.ok) return begun;
      const { attempt, address } = begun.value;
      const code = door.wait(attempt, signal);
      this.#ports.openLink(address);
      const came = await code;
      if (!came.ok) return came;
      return await askFor(server, { method: 'POST', path: '/session/oidc/finish', body: { attempt, secret, code: came.value } }, granted);
    } finally {
      door.close();
    }
  }
}
