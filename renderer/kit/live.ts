import type { WatchInput, WatchName, WatchOutput } from '#contract/requests';
import { useCallback, useMemo, useRef, useSyncExternalStore } from 'react';
import { bridge } from './bridge';
import { keepSame } from './keep-same';

type Live<Output> = { subscribe(changed: () => void): () => void; read(): Output | undefined };

function live<Name extends WatchName>(name: Name, input: WatchInput<Name>): Live<WatchOutput<Name>> {
  const listeners = new Set<() => void>();
  let latest: WatchOutput<Name> | undefined;
  let stop: (() => void) | null = null;

  function show(output: WatchOutput<Name>): void {
    const kept = keepSame(latest, output);
    if (kept === latest) return;
    latest = kept;
    for (const listener of listeners) listener();
  }

  return {
    subscribe(changed) {
      listeners.add(changed);
      stop ??= bridge.watch(name, input, show);
      return () => {
        listeners.delete(changed);
        if (listeners.size > 0) return;
        stop?.();
        stop = null;
      };
    },
    read: () => latest,
  };
}

/** What the desk shows for this question now and from now on; undefined until the first answer. */
export function useLive<Name extends WatchName>(name: Name, input: WatchInput<Name>): WatchOutput<Name> | undefined {
  const key = JSON.stringify(input);
  const held = useRef({ key, input });
  if (held.current.key !== key) held.current = { key, input };
  const question = held.current.input;
  const source = useMemo(() => live(name, question), [name, question]);
  return useSyncExternalStore(source.subscribe, source.read);
}

/** Like `useLive`, but keeps showing the last answer while the answer to a changed question is on its way. */
export function useLiveSteady<Name extends WatchName>(name: Name, input: WatchInput<Name>): WatchOutput<Name> | undefined {
  const present = useLive(name, input);
  const last = useRef(present);
  if (present !== undefined) last.current = present;
  return last.current;
}

/** The first answer only. */
export function useFirstAnswer(): <Name extends WatchName>(name: Name, input: WatchInput<Name>) => Promise<WatchOutput<Name>> {
  return useCallback(
    (name, input) =>
      new Promise((resolve) => {
        const stop = bridge.watch(name, input, (output) => {
          resolve(output);
          queueMicrotask(() => stop());
        });
      }),
    [],
  );
}
