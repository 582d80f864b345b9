import type { ChannelRow } from '#domain/channel/channel';
import type { QueueRow } from '#domain/queue/queue';
import type { ChannelId } from '#kernel/id';
import { NativeSelect } from '@mantine/core';
import { bridge } from '../kit/bridge';
import { useDirectory, type Directory } from '../kit/directory';
import { useText } from '../text/TextProvider';
import { Refusal } from './Refusal';
import classes from './settings.module.css';
import { useAsked } from './use-asked';
import { useForm } from './use-form';

const askNamed = () => bridge.ask('queueMailboxes.list', {});

/** From which mailbox each queue writes. Nothing where no team has a mailbox. */
export function SendersPart() {
  const { say } = useText();
  const directory = useDirectory();
  const { value, refused, again } = useAsked(askNamed);
  const queues = directory.queues.filter(({ team }) => mailboxesOf(team, directory).length > 0);
  if (queues.length === 0) return null;
  return (
    <section className={classes['part']} style={{ marginTop: 16 }} aria-label={say('senders.title')}>
      <h3>{say('senders.title')}</h3>
      <p className={classes['lead']}>{say('senders.lead')}</p>
      <Refusal code={refused} />
      {value !== null && queues.map((queue) => <SenderRow key={queue.id} queue={queue} named={value.find((one) => one.queue === queue.id)?.channel ?? null} onChanged={again} />)}
    </section>
  );
}

function SenderRow({ queue, named, onChanged }: { readonly queue: QueueRow; readonly named: ChannelId | null; readonly onChanged: () => void }) {
  const { say } = useText();
  const directory = useDirectory();
  const { busy, refused, submit } = useForm();
  const mailboxes = mailboxesOf(queue.team, directory);
  const team = directory.team(queue.team)?.name ?? '…';
  return (
    <>
      <NativeSelect
        mb="sm"
        label={team === queue.name ? queue.name : `${team} · ${queue.name}`}
        disabled={busy}
        value={named ?? ''}
        data={[{ value: '', label: say('senders.any') }, ...mailboxes.map(({ id, name, address }) => ({ value: id, label: `${name} · ${address}` }))]}
        onChange={({ currentTarget: { value } }) => submit(null, () => bridge.ask('queueMailboxes.set', { queue: queue.id, channel: mailboxes.find(({ id }) => id === value)?.id ?? null }), onChanged)}
      />
      <Refusal code={refused} />
    </>
  );
}

function mailboxesOf(team: QueueRow['team'], directory: Directory): readonly ChannelRow[] {
  return directory.channels.filter(({ kind, queue }) => kind === 'email' && directory.queue(queue)?.team === team);
}
