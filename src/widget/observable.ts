/** One value that views watch. */
export type Observable<Value> = {
  readonly get: () => Value;
  readonly set: (next: Value) => void;
  readonly watch: (listener: (value: Value) => void) => void;
};

export function observable<Value>(first: Value): Observable<Value> {
  let value = first;
  const listeners = new Set<(value: Value) => void>();
  return {
    get: () => value,
    set: (next) => {
      value = next;
      for (const listener of listeners) listener(next);
    },
    watch: (listener) => void listeners.add(listener),
  };
}
