import { mayWork } from '#domain/access/actor';
import { priorities } from '#domain/conversation/priority';
import { normalTag, tagBounds } from '#domain/conversation/tags';
import type { ConversationId } from '#kernel/id';
import { Button, Group, Stack, TagsInput, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { Dialog } from '../kit/Dialog';
import { askAbout, useAsked, type Question } from '../kit/asked';
import { serverNow } from '../kit/clock';
import { useDirectory } from '../kit/directory';
import { Face } from '../kit/Face';
import { useLive } from '../kit/live';
import { PriorityMark } from '../kit/PriorityMark';
import { useText } from '../text/TextProvider';
import classes from './CaseDialogs.module.css';
import { readMoment, snoozePresets } from './snooze-time';
import { useMany } from './use-many';

type FormProps = { readonly about: readonly ConversationId[]; readonly onDone: () => void };

const forms: Readonly<Record<Question, (props: FormProps) => ReactNode>> = { snooze: Snooze, priority: PriorityChoice, tags: Tags, assign: AssignMany };

/** Asks what is wanted of one or many cases: until when, how soon, which tags, whose. */
export function CaseDialogs() {
  const { say } = useText();
  const asked = useAsked((state) => state.asked);
  const [last, setLast] = useState(asked);
  if (asked !== null && asked !== last) setLast(asked);
  const shown = asked ?? last;
  const close = (): void => askAbout(null);
  const Form = shown === null ? null : forms[shown.what];
  return (
    <Dialog opened={asked !== null} onClose={close} size={420} title={shown === null ? '' : say(`ask.${shown.what}`)} closeButtonProps={{ 'aria-label': say('ask.cancel') }} closeOnClickOutside>
      {shown !== null && Form !== null && <Form key={shown.about.join()} about={shown.about} onDone={close} />}
    </Dialog>
  );
}

/** Presets in words, and a moment as one writes it. */
function Snooze({ about, onDone }: FormProps) {
  const { say, dates } = useText();
  const many = useMany();
  const [now] = useState(serverNow);
  const [text, setText] = useState('');
  const typed = text.trim() === '' ? null : readMoment(text, now);
  const until = (moment: number): void => {
    onDone();
    void many({ do: 'snooze', until: Math.round(moment) }, about);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (typed !== null) until(typed);
      }}
    >
      <TextInput
        data-autofocus
        value={text}
        maxLength={100}
        aria-label={say('snooze.when')}
        placeholder={say('snooze.example')}
        description={typed === null ? ' ' : `${dates.date(typed)}, ${dates.time(typed)}`}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        error={text.trim() !== '' && typed === null ? say('snooze.unread') : undefined}
        onChange={(event) => setText(event.currentTarget.value)}
        rightSectionWidth={110}
        rightSection={typed === null ? null : <Button type="submit" size="compact-sm">{say('snooze.submit')}</Button>}
      />
      <Stack gap={2} mt="sm">
        {snoozePresets(now).map(({ preset, until: moment }) => (
          <button key={preset} type="button" className={classes['choice']} onClick={() => until(moment)}>
            <span>{say(`snooze.${preset}`)}</span>
            <time className={classes['when']}>{dates.soon(moment, now)}</time>
          </button>
        ))}
      </Stack>
    </form>
  );
}

function PriorityChoice({ about, onDone }: FormProps) {
  const { say } = useText();
  const many = useMany();
  const only = useOnly(about);
  const present = only?.case.priority;
  if (about.length === 1 && only === null) return null;
  return (
    <Stack gap={2}>
      {priorities.toReversed().map((to) => (
        <button
          key={to}
          type="button"
          className={classes['choice']}
          data-autofocus={to === (present ?? 'urgent') || undefined}
          // It comes after the dialog has looked for what to focus.
          autoFocus={to === (present ?? 'urgent')}
          aria-pressed={to === present}
          onClick={() => {
            onDone();
            void many({ do: 'priority', to }, about);
          }}
        >
          <span className={classes['priority']}>
            <PriorityMark priority={to} always />
            {say(`priority.${to}`)}
          </span>
        </button>
      ))}
    </Stack>
  );
}

/** Of one case its tags; to many they are added, and what they have stays. */
function Tags({ about, onDone }: FormProps) {
  const only = useOnly(about);
  if (about.length === 1 && only === null) return null;
  return <TagFields about={about} before={only?.case.tags ?? []} onDone={onDone} />;
}

function TagFields({ about, before: now, onDone }: FormProps & { readonly before: readonly string[] }) {
  const { say } = useText();
  const many = useMany();
  // A tag that a colleague gives it meanwhile is not here to be kept, and is not taken away.
  const [before] = useState(now);
  const [tags, setTags] = useState<readonly string[]>(before);
  const [typed, setTyped] = useState('');
  const bad = normalTag(typed) === null && typed.trim() !== '';
  const save = (): void => {
    const wanted = typed.trim() === '' ? tags : [...tags, typed];
    const kept = new Set(wanted.map(normalTag));
    onDone();
    void many({ do: 'tag', add: wanted.filter((tag) => !before.includes(tag)), remove: before.filter((tag) => !kept.has(tag)) }, about);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!bad) save();
      }}
    >
      <TagsInput
        data-autofocus
        // Its tags come after the dialog has looked for what to focus.
        autoFocus
        aria-label={say('ask.tags')}
        description={say(about.length === 1 ? 'tags.hint' : 'tags.hintMany', { n: about.length })}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={[...tags]}
        maxTags={tagBounds.most}
        acceptValueOnBlur
        isDuplicate={(value, current) => current.some((tag) => normalTag(tag) === normalTag(value))}
        searchValue={typed}
        onSearchChange={setTyped}
        error={bad ? say('failure.tag.malformed') : undefined}
        onChange={(next) => setTags(next.flatMap((tag) => normalTag(tag) ?? []))}
        clearButtonProps={{ 'aria-label': say('tags.clear') }}
      />
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" onClick={onDone}>
          {say('ask.cancel')}
        </Button>
        <Button type="submit">{say('tags.save')}</Button>
      </Group>
    </form>
  );
}

/** Colleagues of any of my teams: whether one works in the team of a conversation, its own rule says. */
function AssignMany({ about, onDone }: FormProps) {
  const { say } = useText();
  const many = useMany();
  const { people, teams } = useDirectory();
  const able = people.filter(({ id, roles, teams: of }) => teams.some((team) => mayWork({ person: id, roles, teams: of }, team.id)));
  return (
    <Stack gap={2} mah={420} style={{ overflowY: 'auto' }}>
      {able.map((person, index) => (
        <button
          key={person.id}
          type="button"
          className={classes['choice']}
          data-autofocus={index === 0 || undefined}
          onClick={() => {
            onDone();
            void many({ do: 'assign', to: person.id }, about);
          }}
        >
          <span className={classes['priority']}>
            <Face name={person.name} size={22} />
            {person.name}
          </span>
        </button>
      ))}
      {able.length === 0 && <p>{say('assign.nobody')}</p>}
    </Stack>
  );
}

/** What is known of the one conversation that is asked about; null for none or many. */
function useOnly(about: readonly ConversationId[]) {
  const [first] = about;
  const shown = useLive('conversation', { conversation: first ?? 'con_none', limit: 1 });
  return about.length === 1 ? (shown ?? null) : null;
}
