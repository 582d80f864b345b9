import type { Failure } from '#contract/failures';
import { requests, watches, type DeskRequestName, type RequestInput, type RequestOutput, type WatchInput, type WatchName, type WatchOutput } from '#contract/requests';
import { refused, type Outcome } from '#kernel/outcome';
import type { ListShape } from './live/difference';
import type { LiveQuery } from './live/live-queries';
import type { Topic } from './live/topic';

/** Every request of the contract has a handler, or this does not compile. */
export type Handlers = { readonly [Name in DeskRequestName]: (input: RequestInput<Name>) => Promise<Outcome<RequestOutput<Name>, Failure>> };

export type Watcher<Name extends WatchName> = {
  readonly topics: ReadonlySet<Topic>;
  readonly list: ListShape | null;
  readonly ask: (input: WatchInput<Name>) => Promise<WatchOutput<Name>>;
};

/** Every watch of the contract has a query, or this does not compile. */
export type Watchers = { readonly [Name in WatchName]: Watcher<Name> };

export async function answer<Name extends DeskRequestName>(handlers: Handlers, name: Name, input: unknown): Promise<Outcome<RequestOutput<Name>, Failure>> {
  const parsed = requests[name].input.safeParse(input);
  if (!parsed.success) return refused('request.malformed');
  // checked: `requests` ties each name to the schema of its own input; the index access only widens it
  return handlers[name](parsed.data as RequestInput<Name>);
}

export function liveQuery<Name extends WatchName>(watchers: Pick<Watchers, Name>, name: Name, input: unknown): LiveQuery | null {
  const parsed = watches[name].input.safeParse(input);
  if (!parsed.success) return null;
  const watcher: Watcher<Name> = watchers[name];
  // checked: the schema of this very name has parsed it
  const known = parsed.data as WatchInput<Name>;
  return { topics: watcher.topics, list: watcher.list, ask: () => watcher.ask(known) };
}
