import { longestCustomerNote, type CustomerNoteRow } from '#domain/customer/customer-note';
import type { CustomerId } from '#kernel/id';
import { ActionIcon, Button, Checkbox, Group, Menu, Textarea } from '@mantine/core';
import { IconDots, IconNote, IconPin } from '@tabler/icons-react';
import { useRef, useState, type SyntheticEvent } from 'react';
import { useAct } from '../kit/act';
import { useDirectory } from '../kit/directory';
import { useMe } from '../kit/me';
import { useWritingKeys } from '../kit/own-keys';
import { useText } from '../text/TextProvider';
import classes from './Card.module.css';
import own from './Notes.module.css';

type Props = { readonly customer: CustomerId; readonly notes: readonly CustomerNoteRow[] };

/** What colleagues should know before they say anything: pinned notes; the others stand in the timeline. */
export function Notes({ customer, notes }: Props) {
  const { say } = useText();
  const [adding, setAdding] = useState(false);
  return (
    <section className={own['notes']} aria-label={say('customerNote.title')}>
      {notes.map((note) => (
        <Note key={note.id} note={note} />
      ))}
      {adding ? (
        <AddNote customer={customer} onDone={() => setAdding(false)} />
      ) : (
        <Button variant="subtle" color="gray" size="compact-xs" leftSection={<IconNote size={14} stroke={1.75} aria-hidden />} onClick={() => setAdding(true)}>
          {say('customerNote.add')}
        </Button>
      )}
    </section>
  );
}

function Note({ note }: { readonly note: CustomerNoteRow }) {
  const { say, dates } = useText();
  const { ask } = useAct();
  const me = useMe();
  const directory = useDirectory();
  const args = { customer: note.customer, note: note.id };
  return (
    <article className={own['note']}>
      <IconPin size={14} stroke={1.75} aria-label={say('customerNote.pinned')} role="img" />
      <div>
        <p dir="auto">{note.text}</p>
        <footer>
          <bdi>{directory.person(note.author)?.name ?? '…'}</bdi>, <time title={dates.full(note.at)}>{dates.date(note.at)}</time>
        </footer>
      </div>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size={22} aria-label={say('customerNote.actions')}>
            <IconDots size={15} stroke={1.75} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => void ask('customerNote.pin', { ...args, pinned: false })}>{say('customerNote.unpin')}</Menu.Item>
          {(note.author === me.id || me.roles.includes('supervisor')) && (
            <Menu.Item color="red" onClick={() => void ask('customerNote.remove', args)}>
              {say('customerNote.remove')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </article>
  );
}

/** By person and customer: what was left by Escape is there again. */
const halfWritten = new Map<string, string>();

function useHalfWritten(customer: CustomerId): { readonly text: string; readonly write: (next: string) => void; readonly forget: () => void } {
  const whose = `${useMe().id} ${customer}`;
  const [text, setText] = useState(halfWritten.get(whose) ?? '');
  return {
    text,
    write: (next) => {
      setText(next);
      halfWritten.set(whose, next);
    },
    forget: () => void halfWritten.delete(whose),
  };
}

/** A key that is held down is one note. */
function useAdd(note: { readonly customer: CustomerId; readonly text: string; readonly pinned: boolean }, onAdded: () => void): (event: SyntheticEvent) => Promise<void> {
  const { ask } = useAct();
  const asking = useRef(false);
  return async (event) => {
    event.preventDefault();
    if (note.text.trim() === '' || asking.current) return;
    asking.current = true;
    const outcome = await ask('customerNote.add', note);
    asking.current = false;
    if (outcome.ok) onAdded();
  };
}

function AddNote({ customer, onDone }: { readonly customer: CustomerId; readonly onDone: () => void }) {
  const { say } = useText();
  const { text, write, forget } = useHalfWritten(customer);
  const [pinned, setPinned] = useState(true);
  const commandOf = useWritingKeys();
  const discard = (): void => {
    forget();
    onDone();
  };
  const add = useAdd({ customer, text, pinned }, discard);
  return (
    <form className={classes['form']} onSubmit={(event) => void add(event)}>
      <Textarea
        size="xs"
        autoFocus
        autosize
        minRows={2}
        maxRows={8}
        dir="auto"
        aria-label={say('customerNote.text')}
        placeholder={say('customerNote.text')}
        maxLength={longestCustomerNote}
        value={text}
        onChange={(event) => write(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onDone();
          if (commandOf(event.nativeEvent) === 'send') void add(event);
        }}
      />
      <Checkbox size="xs" label={say('customerNote.pin')} checked={pinned} onChange={(event) => setPinned(event.currentTarget.checked)} />
      <Group gap="xs" justify="flex-end">
        <Button size="compact-xs" variant="default" onClick={discard}>
          {say('customer.cancel')}
        </Button>
        <Button size="compact-xs" type="submit" disabled={text.trim() === ''}>
          {say('customer.save')}
        </Button>
      </Group>
    </form>
  );
}
