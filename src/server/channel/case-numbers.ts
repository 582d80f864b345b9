import { nextCaseNumber } from '#db/central/intake';
import type { Central } from '#db/central/open';
import type { TenantId } from '#kernel/id';

/** Numbers that one process takes at once. What it has not given out when it ends is a gap. */
const block = 20;

/**
 * Numbers of new cases, taken ahead of the transactions that use them, so that these do not wait for each other. Each is
 * given out once; between processes they are not in the order of time.
 */
export class CaseNumbers {
  readonly #db: Central;
  readonly #free = new Map<TenantId, number[]>();
  readonly #fetching = new Map<TenantId, Promise<void>>();

  constructor(db: Central) {
    this.#db = db;
  }

  async take(tenant: TenantId): Promise<number> {
    for (;;) {
      const number = this.#free.get(tenant)?.shift();
      if (number !== undefined) return number;
      await this.#refill(tenant);
    }
  }

  /** For a number that was certainly not used. */
  giveBack(tenant: TenantId, number: number): void {
    this.#free.get(tenant)?.unshift(number);
  }

  #refill(tenant: TenantId): Promise<void> {
    const underway = this.#fetching.get(tenant);
    if (underway !== undefined) return underway;
    const fetching = this.#fetch(tenant).finally(() => this.#fetching.delete(tenant));
    this.#fetching.set(tenant, fetching);
    return fetching;
  }

  async #fetch(tenant: TenantId): Promise<void> {
    const first = await this.#db.transaction((tx) => nextCaseNumber(tx, tenant, block));
    const numbers = Array.from({ length: block }, (_, index) => first + index);
    this.#free.set(tenant, [...(this.#free.get(tenant) ?? []), ...numbers]);
  }
}
