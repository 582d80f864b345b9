import type { RequestOutput } from '#contract/requests';
import type { ChannelId } from '#kernel/id';
import { useEffect, useState } from 'react';
import { bridge } from '../kit/bridge';
import { useDirectory, type Directory } from '../kit/directory';
import { useMe } from '../kit/me';

export type Sender = { readonly mailboxes: Directory['channels']; readonly from: ChannelId | null };

/** Mailboxes of the person's teams, and from which a mail goes: the chosen one; else the one that the first of their queues writes from, as soon as the server has said so. */
export function useSender(chosen: ChannelId | null): Sender {
  const me = useMe();
  const directory = useDirectory();
  const [named, setNamed] = useState<RequestOutput<'queueMailboxes.list'>>([]);
  useEffect(() => {
    void bridge.ask('queueMailboxes.list', {}).then((asked) => asked.ok && setNamed(asked.value));
  }, []);
  const mailboxes = directory.channels.filter(({ kind, queue: of }) => {
    const team = directory.queue(of)?.team;
    return kind === 'email' && team !== undefined && me.teams.includes(team);
  });
  const isOurs = (channel: ChannelId | null): boolean => mailboxes.some(({ id }) => id === channel);
  const own = directory.queues.filter(({ team }) => me.teams.includes(team)).flatMap(({ id }) => named.find(({ queue }) => queue === id)?.channel ?? []);
  return { mailboxes, from: isOurs(chosen) ? chosen : (own.find(isOurs) ?? mailboxes[0]?.id ?? null) };
}
