import { outcomeBounds, type DispositionRow } from '#domain/queue/disposition';
import { Button, NativeSelect, Switch, Textarea, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { bridge } from '../kit/bridge';
import { useDirectory } from '../kit/directory';
import { useText } from '../text/TextProvider';
import { choicesOf, fieldKinds, freshField, isCode, outcomeValues, typedOutcome, type TypedField } from './outcome-values';
import own from './outcome.module.css';
import { Refusal } from './Refusal';
import classes from './settings.module.css';
import { useForm } from './use-form';

/** `of`: null for a new one. */
export function OutcomeForm({ of, onDone }: { readonly of: DispositionRow | null; readonly onDone: () => void }) {
  const { say, language } = useText();
  const { queues } = useDirectory();
  const [typed, setTyped] = useState(() => typedOutcome(of));
  const [tried, setTried] = useState(false);
  const { busy, refused, submit } = useForm();
  const change = (changed: Partial<typeof typed>): void => setTyped((before) => ({ ...before, ...changed }));
  const missing = (value: string): string | null => (tried && value.trim() === '' ? say('outcomes.missing') : null);
  const save = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    const values = outcomeValues(typed);
    if (values !== null) submit(event, () => (of === null ? bridge.ask('dispositions.add', values) : bridge.ask('dispositions.change', { disposition: of.id, ...values })), onDone);
  };
  return (
    <form className={classes['form']} noValidate onSubmit={save}>
      <h3 className={classes['heading']}>{of === null ? say('outcomes.new') : <bdi>{of.title[language]}</bdi>}</h3>
      <div className={classes['twoTop']}>
        <TextInput name="ru" label={say('outcomes.ru')} autoFocus maxLength={outcomeBounds.title} value={typed.ru} error={missing(typed.ru)} onChange={(event) => change({ ru: event.currentTarget.value })} />
        <TextInput name="en" label={say('outcomes.en')} maxLength={outcomeBounds.title} value={typed.en} error={missing(typed.en)} onChange={(event) => change({ en: event.currentTarget.value })} />
      </div>
      <div className={classes['twoTop']}>
        <TextInput name="code" label={say('outcomes.code')} maxLength={outcomeBounds.code} value={typed.code} error={tried && !isCode(typed.code) ? say('outcomes.codeHint') : null} onChange={(event) => change({ code: event.currentTarget.value.trim() })} />
        <NativeSelect label={say('outcomes.queue')} value={typed.queue ?? ''} data={[{ value: '', label: say('outcomes.anyQueue') }, ...queues.map(({ id, name }) => ({ value: id, label: name }))]} onChange={(event) => change({ queue: queues.find(({ id }) => id === event.currentTarget.value)?.id ?? null })} />
      </div>
      {typed.fields.map((field, place) => (
        <FieldPart key={field.key} place={place} field={field} tried={tried} onChange={(next) => change({ fields: typed.fields.map((one) => (one.key === field.key ? next : one)) })} onRemove={() => change({ fields: typed.fields.filter(({ key }) => key !== field.key) })} />
      ))}
      <div>
        <Button variant="default" size="xs" disabled={typed.fields.length >= outcomeBounds.fields} onClick={() => change({ fields: [...typed.fields, freshField(typed.fields)] })}>{say('outcomes.fieldAdd')}</Button>
      </div>
      <Refusal code={refused} />
      <div className={classes['actions']}>
        <Button variant="default" onClick={onDone}>{say('security.cancel')}</Button>
        <Button type="submit" disabled={busy}>{say(of === null ? 'outcomes.add' : 'company.save')}</Button>
      </div>
    </form>
  );
}

type FieldProps = { readonly place: number; readonly field: TypedField; readonly tried: boolean; readonly onChange: (field: TypedField) => void; readonly onRemove: () => void };

function FieldPart({ place, field, tried, onChange, onRemove }: FieldProps) {
  const { say } = useText();
  const missing = (value: string): string | null => (tried && value.trim() === '' ? say('outcomes.missing') : null);
  return (
    <fieldset className={own['field']}>
      <legend className={classes['dim']}>{say('outcomes.field', { n: place + 1 })}</legend>
      <div className={classes['twoTop']}>
        <TextInput label={say('outcomes.ru')} maxLength={outcomeBounds.title} value={field.ru} error={missing(field.ru)} onChange={(event) => onChange({ ...field, ru: event.currentTarget.value })} />
        <TextInput label={say('outcomes.en')} maxLength={outcomeBounds.title} value={field.en} error={missing(field.en)} onChange={(event) => onChange({ ...field, en: event.currentTarget.value })} />
      </div>
      <NativeSelect label={say('outcomes.kind')} value={field.kind} data={fieldKinds.map((kind) => ({ value: kind, label: say(`outcomes.kind.${kind}`) }))} onChange={(event) => onChange({ ...field, kind: fieldKinds.find((kind) => kind === event.currentTarget.value) ?? 'text' })} />
      {field.kind === 'choice' && <Textarea label={say('outcomes.choices')} autosize minRows={3} maxRows={8} value={field.choices} error={tried && choicesOf(field).length === 0 ? say('outcomes.missing') : null} onChange={(event) => onChange({ ...field, choices: event.currentTarget.value })} />}
      <div className={classes['row']}>
        <Switch label={say('outcomes.required')} checked={field.required} onChange={(event) => onChange({ ...field, required: event.currentTarget.checked })} />
        <Button variant="subtle" color="red" size="compact-sm" onClick={onRemove}>{say('outcomes.fieldRemove', { n: place + 1 })}</Button>
      </div>
    </fieldset>
  );
}
