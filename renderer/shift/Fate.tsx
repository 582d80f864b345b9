import type { ListRow } from '#contract/requests';
import { mayWork } from '#domain/access/actor';
import type { ManyAct } from '#domain/conversation/change-many';
import type { QueueRow } from '#domain/queue/queue';
import type { ConversationId, PersonId } from '#kernel/id';
import { Button, Select, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useAct } from '../kit/act';
import { useMinute } from '../kit/clock';
import { useDirectory } from '../kit/directory';
import { useLive } from '../kit/live';
import { useMe } from '../kit/me';
import { useOnline } from '../kit/past';
import { useText } from '../text/TextProvider';
import classes from './CloseShift.module.css';

type Act = Extract<ManyAct, { readonly do: 'assign' | 'return' | 'snooze' }>;
/** Does it to all of them; false where nothing came of it. */
export type OnAct = (act: Act, about: readonly ConversationId[]) => Promise<boolean>;

type Props = { readonly about: readonly ListRow[]; readonly onAct: OnAct };

/** Nine in the morning of the next day, by the clock on the wall. */
function tomorrow(now: number): number {
  return new Date(now).setHours(33, 0, 0, 0);
}

/** What becomes of what is still owned: it goes to a colleague or a queue, back to its queue, or to sleep. */
export function Fate({ about, onAct }: Props) {
  const { say, dates } = useText();
  const now = useMinute();
  const isOnline = useOnline();
  const [to, setTo] = useState<Target | null>(null);
  const [isBusy, setBusy] = useState(false);
  const { note, setNote, leaveNotes } = useNotes();
  const move = useMove();

  /** The note stands in the conversation before its owner goes. */
  async function decide(work: () => Promise<boolean>): Promise<void> {
    setBusy(true);
    await leaveNotes(about);
    if (await work()) setNote('');
    setBusy(false);
  }
  const act = (what: Act): Promise<void> => decide(() => onAct(what, about.map(({ conversation }) => conversation.id)));
  const handOver = (): void => {
    if (to !== null) void (to.kind === 'person' ? act({ do: 'assign', to: to.id }) : decide(() => move(about, to.queue)));
  };

  const isIdle = about.length > 0 && !isBusy;
  return (
    <div className={classes['fate']}>
      <TextInput autoFocus data-autofocus label={say('closeShift.note')} description={say('closeShift.noteHint')} maxLength={2000} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      <div className={classes['over']}>
        <To about={about} to={to} onChange={setTo} />
        <Button disabled={!isIdle || !isOnline || to === null} onClick={handOver}>
          {say('closeShift.handOver', { n: about.length })}
        </Button>
      </div>
      {!isOnline && <p className={classes['hint']} role="status">{say('closeShift.noRoad')}</p>}
      <div className={classes['other']}>
        <Button variant="default" disabled={!isIdle || !isOnline} onClick={() => void act({ do: 'return' })}>
          {say('closeShift.return', { n: about.length })}
        </Button>
        <Button variant="default" disabled={!isIdle} onClick={() => void act({ do: 'snooze', until: tomorrow(now) })}>
          {say('closeShift.snooze', { when: dates.soon(tomorrow(now), now) })}
        </Button>
      </div>
    </div>
  );
}

type Target = { readonly kind: 'person'; readonly id: PersonId } | { readonly kind: 'queue'; readonly queue: QueueRow };

/** Colleagues who may work with all of them, and the queues of every team. */
function To({ about, to, onChange }: Pick<Props, 'about'> & { readonly to: Target | null; readonly onChange: (to: Target | null) => void }) {
  const { say } = useText();
  const me = useMe();
  const directory = useDirectory();
  const { people, queues } = directory;
  const states = useLive('states', {}) ?? [];
  const able = people.filter(({ id, roles, teams }) => id !== me.id && about.every(({ conversation }) => mayWork({ person: id, roles, teams }, conversation.team)));
  const stateOf = (id: PersonId): string => say(`state.${states.find((row) => row.id === id)?.state ?? 'offline'}`);
  const data = [
    { group: say('closeShift.people'), items: able.map(({ id, name }) => ({ value: id, label: `${name} · ${stateOf(id)}` })) },
    { group: say('closeShift.queues'), items: queues.map((queue) => ({ value: queue.id, label: `${queue.name} · ${directory.team(queue.team)?.name ?? '…'}` })) },
  ].filter(({ items }) => items.length > 0);
  const chosen = (value: string | null): Target | null => {
    const person = able.find(({ id }) => id === value);
    const queue = queues.find(({ id }) => id === value);
    return person !== undefined ? { kind: 'person', id: person.id } : queue === undefined ? null : { kind: 'queue', queue };
  };
  return <Select searchable className={classes['grow']} label={say('closeShift.to')} placeholder={say('closeShift.choose')} nothingFoundMessage={say('assign.nobody')} data={data} value={to === null ? null : to.kind === 'person' ? to.id : to.queue.id} onChange={(value) => onChange(chosen(value))} />;
}

/** The note for whoever goes on. What could not go the first time is tried again without saying the same twice. */
function useNotes(): { readonly note: string; readonly setNote: (note: string) => void; readonly leaveNotes: (about: readonly ListRow[]) => Promise<void> } {
  const { ask } = useAct();
  const [note, setNote] = useState('');
  const left = useRef(new Map<ConversationId, string>());
  const leaveNotes = async (about: readonly ListRow[]): Promise<void> => {
    const text = note.trim();
    const lacking = text === '' ? [] : about.filter(({ conversation }) => left.current.get(conversation.id) !== text);
    for (const { conversation } of lacking) {
      if ((await ask('note.add', { conversation: conversation.id, text })).ok) left.current.set(conversation.id, text);
    }
  };
  return { note, setNote, leaveNotes };
}

/** Moves cases to a queue, one after the other; false where one had to stay. */
function useMove(): (about: readonly ListRow[], queue: QueueRow) => Promise<boolean> {
  const { say } = useText();
  const { ask, tell } = useAct();
  return async (about, queue) => {
    const elsewhere = about.filter(({ conversation }) => conversation.queue !== queue.id);
    // To another team a case goes with all of its conversations.
    const going = elsewhere.filter(({ conversation, case: row }, place) => conversation.team === queue.team || elsewhere.findIndex((one) => one.case.id === row.id) === place);
    let moved = 0;
    for (const { conversation } of going) {
      if ((await ask('conversation.transfer', { conversation: conversation.id, to: queue.id, reason: null })).ok) moved += 1;
    }
    if (moved > 0) tell(say('closeShift.moved', { queue: queue.name, n: moved }));
    else if (going.length === 0) tell(say('failure.transfer.sameQueue'));
    return going.length > 0 && moved === going.length;
  };
}
