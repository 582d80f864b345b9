import type { WatchOutput } from '#contract/requests';
import type { PersonRow, TeamRow } from '#domain/access/person';
import type { ChannelRow } from '#domain/channel/channel';
import type { DispositionRow } from '#domain/queue/disposition';
import type { QueueRow } from '#domain/queue/queue';
import type { ChannelId, PersonId, QueueId, TeamId } from '#kernel/id';
import { createContext, use, useMemo } from 'react';
import { useLive } from './live';

export type Directory = {
  readonly people: readonly PersonRow[];
  readonly teams: readonly TeamRow[];
  readonly queues: readonly QueueRow[];
  readonly channels: readonly ChannelRow[];
  readonly dispositions: readonly DispositionRow[];
  person(id: PersonId): PersonRow | undefined;
  channel(id: ChannelId): ChannelRow | undefined;
  queue(id: QueueId): QueueRow | undefined;
  team(id: TeamId): TeamRow | undefined;
};

function directoryOf(answer: WatchOutput<'directory'> | undefined): Directory {
  const people = new Map(answer?.people.map((row) => [row.id, row]));
  const channels = new Map(answer?.channels.map((row) => [row.id, row]));
  const { teams = [], queues = [] } = answer ?? {};
  return {
    people: answer?.people ?? [],
    teams,
    queues,
    channels: answer?.channels ?? [],
    dispositions: answer?.dispositions ?? [],
    person: (id) => people.get(id),
    channel: (id) => channels.get(id),
    queue: (id) => queues.find((row) => row.id === id),
    team: (id) => teams.find((row) => row.id === id),
  };
}

export const DirectoryContext = createContext<Directory>(directoryOf(undefined));

export function useDirectory(): Directory {
  return use(DirectoryContext);
}

export function useWatchedDirectory(): Directory {
  const answer = useLive('directory', {});
  return useMemo(() => directoryOf(answer), [answer]);
}
