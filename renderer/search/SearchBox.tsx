import { longestQuestion } from '#contract/search';
import { CloseButton, Modal } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useText } from '../text/TextProvider';
import { FilterHints } from './FilterHints';
import { FoundGroups } from './FoundGroups';
import { groupsOf, targetOf, type Command, type Option, type Target } from './options';
import classes from './Search.module.css';
import { closeSearch, searchFor, useSearch, type SearchFor } from './search-store';
import { useFound } from './use-found';
import { useOlder, type OlderState } from './use-older';

type Props = { readonly commands: readonly Command[]; readonly onOpen: (target: Target) => void };

/** One box for everything: conversations, messages, customers and commands. */
export function SearchBox(props: Props) {
  const { say } = useText();
  const opened = useSearch((state) => state.opened);
  return (
    <Modal opened={opened !== null} onClose={closeSearch} centered={false} closeOnClickOutside withCloseButton={false} padding={0} size={760} yOffset="9vh" radius="lg" transitionProps={{ duration: 0 }} overlayProps={{ backgroundOpacity: 0.3, blur: 0 }} attributes={{ content: { 'aria-label': say('search.label') } }} classNames={{ body: classes['body'] ?? '', content: classes['content'] ?? '' }}>
      {opened !== null && <Box {...props} opened={opened} />}
    </Modal>
  );
}

function Box({ commands, onOpen, opened }: Props & { readonly opened: SearchFor }) {
  const { say } = useText();
  const text = useSearch((state) => state.text);
  const question = text.trim();
  const answered = useFound(question);
  // The letter stands in the field before anything below it is drawn.
  const found = useDeferredValue(answered);
  const elsewhere = useOlder(question);
  const older = elsewhere.state === 'found' ? elsewhere.older : null;
  const groups = useMemo(() => groupsOf({ text: question, opened, commands, found: found?.found ?? null, older }), [question, opened, commands, found, older]);
  const options = useMemo(() => groups.flatMap((group) => group.options), [groups]);
  const isCurrent = question === '' || found?.text === question;
  const choose = useCallback((option: Option) => chosen(option, onOpen), [onOpen]);
  const { current, point, move, enter } = useChoice({ options, isCurrent, question, onChoose: choose });

  return (
    <>
      <Field text={text} current={current} onMove={move} onEnter={enter} />
      {question === '' && <FilterHints />}
      <FoundGroups groups={groups} answers={found?.text ?? ''} current={current} onPoint={point} onChoose={choose} />
      <Foot elsewhere={elsewhere} empty={isCurrent && options.length === 0} meant={isCurrent ? (found?.found.meant ?? []) : []} filled={found?.found.filled ?? 1} label={say('search.results', { n: options.length })} />
    </>
  );
}

function chosen(option: Option, onOpen: Props['onOpen']): void {
  if (option.kind === 'command') {
    closeSearch();
    // When the box has given the focus back: a command may want it elsewhere.
    window.setTimeout(option.command.run, 0);
    return;
  }
  const target = targetOf(option);
  if (target === null) return;
  closeSearch();
  onOpen(target);
}

type Choosing = { readonly options: readonly Option[]; readonly isCurrent: boolean; readonly question: string; readonly onChoose: (option: Option) => void };

/** Which hit Enter opens: the first one, unless the person went to another. Enter before the answer waits for it. */
function useChoice({ options, isCurrent, question, onChoose }: Choosing) {
  const [pointed, setPointed] = useState<{ readonly question: string; readonly id: string } | null>(null);
  const waiting = useRef<string | null>(null);
  const index = pointed?.question === question ? Math.max(0, options.findIndex(({ id }) => id === pointed.id)) : 0;
  const current = options[index] ?? null;

  useEffect(() => {
    if (waiting.current !== question || !isCurrent) return;
    waiting.current = null;
    if (current !== null) onChoose(current);
  }, [question, isCurrent, current, onChoose]);

  const point = useCallback((id: string) => setPointed({ question, id }), [question]);
  const move = (step: number): void => {
    const next = options[(index + step + options.length) % Math.max(1, options.length)];
    if (next === undefined) return;
    point(next.id);
    document.getElementById(`found-${next.id}`)?.scrollIntoView({ block: 'nearest' });
  };
  const enter = (): void => {
    if (!isCurrent) waiting.current = question;
    else if (current !== null) onChoose(current);
  };
  return { current, point, move, enter };
}

type FieldProps = { readonly text: string; readonly current: Option | null; readonly onMove: (step: number) => void; readonly onEnter: () => void };

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

function Field({ text, current, onMove, onEnter }: FieldProps) {
  const { say } = useText();
  return (
    <div className={classes['field']}>
      <IconSearch size={20} stroke={1.75} aria-hidden />
      <input
        name="search"
        autoFocus
        data-autofocus
        autoComplete="off"
        spellCheck={false}
        role="combobox"
        aria-expanded
        aria-autocomplete="list"
        aria-controls="found"
        aria-activedescendant={current === null ? undefined : `found-${current.id}`}
        aria-label={say('search.label')}
        placeholder={say('search.placeholder')}
        value={text}
        maxLength={longestQuestion}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => searchFor(event.currentTarget.value)}
        onKeyDown={(event) => {
          const step = steps[event.key];
          if (event.nativeEvent.isComposing || (step === undefined && event.key !== 'Enter')) return;
          event.preventDefault();
          if (step === undefined) onEnter();
          else onMove(step);
        }}
      />
      {text !== '' && <CloseButton size="sm" aria-label={say('search.clear')} onClick={() => searchFor('')} />}
    </div>
  );
}

type FootProps = { readonly elsewhere: OlderState; readonly empty: boolean; readonly meant: readonly { readonly typed: string; readonly instead: string }[]; readonly filled: number; readonly label: string };

/** What has to be said of the answer, and for who does not see it, how long it is. */
function Foot({ elsewhere, empty, meant, filled, label }: FootProps) {
  const { say } = useText();
  return (
    <div className={classes['foot']}>
      {empty && <p className={classes['nothing']}>{say('search.nothing')}</p>}
      {meant.map(({ typed, instead }) => (
        <p key={typed}>{say('search.meant', { typed, instead })}</p>
      ))}
      {elsewhere.state === 'asking' && <p>{say('search.older.asking')}</p>}
      {elsewhere.state === 'offline' && <p>{say('search.older.offline')}</p>}
      {elsewhere.state === 'refused' && <p>{say(`failure.${elsewhere.code}`)}</p>}
      {elsewhere.state === 'found' && elsewhere.older.messages.length + elsewhere.older.conversations.length === 0 && <p>{say('search.older.none')}</p>}
      {filled < 1 && <p>{say('search.filling', { percent: String(Math.floor(filled * 100)) })}</p>}
      <p className={classes['heard']} role="status">
        {empty ? say('search.nothing') : label}
      </p>
    </div>
  );
}
