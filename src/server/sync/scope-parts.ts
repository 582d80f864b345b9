import type { WireChange } from '#contract/protocol';
import type { Parts } from '#db/central/change-log';
import { changeToWire } from '#db/tables/codec';
import type { Scope } from '#domain/scope';
import type { RowChange } from '#domain/tables';
import { keyOf, keyText } from '#sync/change';

/** Gathers what one transaction changed, by scope. A row that changed twice is told once, as it ended. */
export class ScopeParts {
  readonly #scopes = new Map<Scope, Map<string, WireChange>>();

  add(scope: Scope, change: RowChange): void {
    const part = this.#scopes.get(scope) ?? new Map<string, WireChange>();
    const key = keyText(keyOf(change));
    part.delete(key);
    part.set(key, changeToWire(change));
    this.#scopes.set(scope, part);
  }

  get isEmpty(): boolean {
    return this.#scopes.size === 0;
  }

  all(): Parts {
    const parts: Partial<Record<Scope, readonly WireChange[]>> = {};
    for (const [scope, part] of this.#scopes) parts[scope] = [...part.values()];
    return parts;
  }
}
