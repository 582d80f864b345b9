import type { WatchOutput } from '#contract/requests';
import type { PersonRow } from '#domain/access/person';
import type { ChannelRow } from '#domain/channel/channel';
import type { ChannelId, PersonId } from '#kernel/id';
import { createContext, use, useMemo } from 'react';
import { useLive } from './live';

export type Directory = {
  readonly people: readonly PersonRow[];
  person(id: PersonId): PersonRow | undefined;
  channel(id: ChannelId): ChannelRow | undefined;
};

function directoryOf(answer: WatchOutput<'directory'> | undefined): Directory {
  const people = new Map(answer?.people.map((row) => [row.id, row]));
  const channels = new Map(answer?.channels.map((row) => [row.id, row]));
  return { people: answer?.people ?? [], person: (id) => people.get(id), channel: (id) => channels.get(id) };
}

export const DirectoryContext = createContext<Directory>(directoryOf(undefined));

export function useDirectory(): Directory {
  return use(DirectoryContext);
}

export function useWatchedDirectory(): Directory {
  const answer = useLive('directory', {});
  return useMemo(() => directoryOf(answer), [answer]);
}
