import type { Macro } from '#contract/macro';
import { excerpt, searchable } from '#kernel/text';
import type { MacroId } from '#kernel/id';
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../kit/Dialog';
import { bridge } from '../kit/bridge';
import { useText } from '../text/TextProvider';
import { Asking } from './Asking';
import { MacroForm } from './MacroForm';
import { Refusal } from './Refusal';
import classes from './settings.module.css';
import { useAsked } from './use-asked';
import { useForm } from './use-form';

type Props = { readonly opened: boolean; readonly onClose: () => void };
type Step = { readonly at: 'rest'; readonly last: MacroId | null } | { readonly at: 'form'; readonly of: Macro | null };

const askMacros = () => bridge.ask('macros.list', {});

/** Answers that the company writes once. */
export function MacrosDialog({ opened, onClose }: Props) {
  const { say } = useText();
  return (
    <Dialog opened={opened} onClose={onClose} size={720} title={say('macros.title')}>
      <Macros />
    </Dialog>
  );
}

function Macros() {
  const { say } = useText();
  const asked = useAsked(askMacros);
  const [step, setStep] = useState<Step>({ at: 'rest', last: null });
  const [search, setSearch] = useState('');
  const rest = (last: MacroId | null): void => {
    setStep({ at: 'rest', last });
    asked.again();
  };
  if (asked.value === null) return <Asking asked={asked} />;
  if (step.at === 'form') return <MacroForm of={step.of} onDone={() => rest(step.of?.id ?? null)} />;
  const { macros, more } = asked.value;
  const wanted = searchable(search.trim());
  const found = macros.filter(({ title, text }) => searchable(`${title} ${text}`).includes(wanted));
  return (
    <>
      <div className={classes['row']}>
        <TextInput className={classes['grow']} name="search" aria-label={say('macros.search')} placeholder={say('macros.search')} autoFocus={step.last === null} maxLength={120} value={search} onChange={(event) => setSearch(event.currentTarget.value)} />
        <Button onClick={() => setStep({ at: 'form', of: null })}>{say('macros.add')}</Button>
      </div>
      {found.length === 0 && <p className={classes['none']} role="status">{say(macros.length === 0 ? 'macros.none' : 'macros.notFound')}</p>}
      <ul className={classes['staff']}>{found.map((macro) => <MacroItem key={macro.id} macro={macro} isLast={macro.id === step.last} onChange={() => setStep({ at: 'form', of: macro })} onRemoved={() => rest(null)} />)}</ul>
      {more && <p className={classes['dim']}>{say('macros.more')}</p>}
    </>
  );
}

const shown = 140;

type ItemProps = { readonly macro: Macro; readonly isLast: boolean; readonly onChange: () => void; readonly onRemoved: () => void };

function MacroItem({ macro: { id, title, text, language }, isLast, onChange, onRemoved }: ItemProps) {
  const { say } = useText();
  const [isAsked, setAsked] = useState(false);
  const { busy, refused, submit } = useForm();
  return (
    <li className={classes['job']} data-macro={title}>
      <div className={classes['device']}>
        <div className={classes['about']}>
          <span className={classes['name']}><bdi>{title}</bdi>{language !== null && <span className={classes['quietBadge']}>{say(`language.${language}`)}</span>}</span>
          <span className={classes['dim']}><bdi>{excerpt(text, shown)}</bdi></span>
        </div>
        <Button variant="subtle" size="compact-sm" autoFocus={isLast} aria-label={say('company.changeNamed', { name: title })} onClick={onChange}>{say('company.change')}</Button>
        <Button variant="subtle" size="compact-sm" color="red" aria-label={say('macros.removeNamed', { name: title })} onClick={() => setAsked(true)}>{say('macros.remove')}</Button>
      </div>
      {isAsked && (
        <>
          <p className={classes['lead']}>{say('macros.sure', { name: title })}</p>
          <div className={classes['actions']}>
            <Button variant="default" autoFocus onClick={() => setAsked(false)}>{say('security.cancel')}</Button>
            <Button color="red" disabled={busy} onClick={() => submit(null, () => bridge.ask('macros.remove', { macro: id }), onRemoved)}>{say('macros.doRemove')}</Button>
          </div>
        </>
      )}
      <Refusal code={refused} />
    </li>
  );
}
