import { useEffect, useState } from 'preact/hooks';

/** One value that views watch. */
export type Observable<Value> = {
  readonly get: () => Value;
  readonly set: (next: Value) => void;
  readonly watch: (listener: (value: Value) => void) => () => void;
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
    watch: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

export function useObservable<Value>(source: Observable<Value>): Value {
  const [value, show] = useState(source.get);
  useEffect(() => {
    show(source.get());
    return source.watch(show);
  }, [source]);
  return value;
}
