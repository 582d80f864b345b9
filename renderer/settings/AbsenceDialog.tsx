import type { Absence } from '#contract/absence';
import type { Failure } from '#contract/failures';
import { done, type Outcome } from '#kernel/outcome';
import { day, type Instant } from '#kernel/instant';
import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Beginning } from '../kit/Beginning';
import { DateField } from '../kit/DateField';
import { Dialog } from '../kit/Dialog';
import { askAbsences } from '../kit/absences';
import { useAct } from '../kit/act';
import { bridge } from '../kit/bridge';
import { useText } from '../text/TextProvider';
import { isKeptDate } from '../text/written-date';
import { Refusal } from './Refusal';
import classes from './settings.module.css';
import { useAsked } from './use-asked';
import { useForm } from './use-form';

type Props = { readonly opened: boolean; readonly onClose: () => void };

/** Nothing set is an answer, too. */
const askOwn = async (): Promise<Outcome<{ readonly absence: Absence | null }, Failure>> => {
  const asked = await bridge.ask('absence.read', {});
  return asked.ok ? done({ absence: asked.value }) : asked;
};

/** When the person is away, and what customers hear meanwhile. */
export function AbsenceDialog({ opened, onClose }: Props) {
  const { say } = useText();
  return (
    <Dialog opened={opened} onClose={onClose} size={560} title={say('absence.title')}>
      <Beginning>
        <Own onClose={onClose} />
      </Beginning>
    </Dialog>
  );
}

function Own({ onClose }: Pick<Props, 'onClose'>) {
  const { say } = useText();
  const { value, refused } = useAsked(askOwn);
  return (
    <div className={classes['form']}>
      <p className={classes['lead']}>{say('absence.lead')}</p>
      <Refusal code={refused} />
      {value !== null && <Form kept={value.absence} onClose={onClose} />}
    </div>
  );
}

function Form({ kept, onClose }: { readonly kept: Absence | null } & Pick<Props, 'onClose'>) {
  const { say } = useText();
  const { tell } = useAct();
  const { busy, refused, submit } = useForm();
  const [from, setFrom] = useState(typed(kept?.from ?? morning(1)));
  const [until, setUntil] = useState(typed(kept?.until ?? morning(8)));
  const [text, setText] = useState(kept?.text ?? '');
  const isRead = isKeptDate(from, 'moment') && isKeptDate(until, 'moment');
  const absence = { from: new Date(from).getTime(), until: new Date(until).getTime(), text: text.trim() };
  const isInOrder = absence.until > absence.from;
  const save = (next: Absence | null, done: string) => (event: React.FormEvent | null) =>
    submit(event, () => bridge.ask('absence.save', { absence: next }), () => {
      askAbsences();
      tell(done);
      onClose();
    });
  return (
    <form className={classes['form']} onSubmit={save(absence, say('absence.saved'))}>
      <div className={classes['twoTop']}>
        <DateField kind="moment" autoFocus name="from" required label={say('absence.from')} value={from} onChange={setFrom} />
        <DateField kind="moment" name="until" required label={say('absence.until')} value={until} onChange={setUntil} />
      </div>
      {isRead && !isInOrder && <p className={classes['refused']} role="alert">{say('absence.order')}</p>}
      <Textarea name="absence" label={say('absence.text')} description={say('absence.textHint')} autosize minRows={4} maxRows={10} maxLength={2000} value={text} onChange={(event) => setText(event.currentTarget.value)} />
      <Refusal code={refused} />
      <div className={classes['actions']}>
        {kept !== null && <Button variant="default" disabled={busy} onClick={() => save(null, say('absence.ended'))(null)}>{say('absence.end')}</Button>}
        <Button type="submit" disabled={busy || !isRead || !isInOrder}>{say('absence.save')}</Button>
      </div>
    </form>
  );
}

function morning(days: number): Instant {
  return new Date(Date.now() + days * day).setHours(9, 0, 0, 0);
}

/** By the clock on the wall, as a field keeps it. */
function typed(at: Instant): string {
  const offset = new Date(at).getTimezoneOffset() * 60_000;
  return new Date(at - offset).toISOString().slice(0, 16);
}
