import type { WatchInput, WatchName, WatchOutput } from '#contract/requests';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { bridge } from './bridge';
import { keepSame } from './keep-same';

type Live<Output> = { readonly subscribe: (changed: () => void) => () => void; readonly read: () => Output | undefined };

/** Every question that is being watched, once: two that ask the same share one answer. */
const watched: { readonly [Name in WatchName]: Map<string, Live<WatchOutput<Name>>> } = {
  session: new Map(),
  preferences: new Map(),
  connection: new Map(),
  waitingWork: new Map(),
  newMails: new Map(),
  directory: new Map(),
  list: new Map(),
  counts: new Map(),
  filters: new Map(),
  offers: new Map(),
  shift: new Map(),
  attention: new Map(),
  myDays: new Map(),
  states: new Map(),
  conversation: new Map(),
  remarks: new Map(),
  refusedRemarks: new Map(),
  unsent: new Map(),
  answersSince: new Map(),
  customer: new Map(),
  macros: new Map(),
  articles: new Map(),
  article: new Map(),
  timeline: new Map(),
  together: new Map(),
  suggestions: new Map(),
  notices: new Map(),
};

/** An answer that nobody shows any more is kept up to date for so long, in milliseconds: who goes back waits for nothing, and who goes on does not wait for its end. */
const lingering = 1000;
/** Not more of them: whoever runs through the list leaves many behind. */
const mostLingering = 40;
const ends = new Set<() => void>();

function endLater(end: () => void): void {
  ends.add(end);
  window.setTimeout(end, lingering);
  for (const oldest of [...ends].slice(0, -mostLingering)) oldest();
}

/** The answers that were given to one person are none for the next. */
let person = 0;

export function forgetAnswers(): void {
  person += 1;
  for (const end of ends) end();
}

function live<Name extends WatchName>(name: Name, input: WatchInput<Name>): Live<WatchOutput<Name>> {
  const key = JSON.stringify(input);
  return watched[name].get(key) ?? begin(name, input, key);
}

function begin<Name extends WatchName>(name: Name, input: WatchInput<Name>, key: string): Live<WatchOutput<Name>> {
  const listeners = new Set<() => void>();
  const asker = person;
  let latest: WatchOutput<Name> | undefined;
  let stop: (() => void) | null = null;
  /** The source that began this question before us, and that answers for us. */
  let first: Live<WatchOutput<Name>> | null = null;

  function show(output: WatchOutput<Name>): void {
    const kept = keepSame(latest, output);
    if (kept === latest) return;
    latest = kept;
    for (const listener of listeners) listener();
  }

  function leave(listener: () => void): void {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    if (asker === person) endLater(end);
    else end();
  }

  function end(): void {
    ends.delete(end);
    if (listeners.size > 0) return;
    stop?.();
    stop = null;
    if (watched[name].get(key) === source) watched[name].delete(key);
  }

  const source: Live<WatchOutput<Name>> = {
    subscribe: (changed) => {
      const present = watched[name].get(key) ?? source;
      first = present === source ? null : present;
      // Of two that began the same question in one commit, the first answers for both. With answers of their own, an asker
      // whose next drawing finds the first still without one would stay undrawn: nothing changed, so React moves nobody over.
      if (first !== null) return first.subscribe(changed);
      listeners.add(changed);
      watched[name].set(key, source);
      stop ??= bridge.watch(name, input, show);
      return () => leave(changed);
    },
    read: () => (first === null ? latest : first.read()),
  };
  return source;
}

/** What the desk shows for this question now and from now on; undefined until the first answer. */
export function useLive<Name extends WatchName>(name: Name, input: WatchInput<Name>): WatchOutput<Name> | undefined {
  const source = live(name, input);
  return useSyncExternalStore(source.subscribe, source.read);
}

/** Like `useLive`, but keeps showing the last answer while the answer to a changed question is on its way. */
export function useLiveSteady<Name extends WatchName>(name: Name, input: WatchInput<Name>): WatchOutput<Name> | undefined {
  const present = useLive(name, input);
  const [last, setLast] = useState(present);
  if (present !== undefined && present !== last) setLast(present);
  return present === undefined ? last : present;
}

/** Keeps the answer to a question that will probably be asked next. */
export function useWarm<Name extends WatchName>(name: Name, input: WatchInput<Name> | null): void {
  const source = input === null ? null : live(name, input);
  useEffect(() => source?.subscribe(() => undefined), [source]);
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
