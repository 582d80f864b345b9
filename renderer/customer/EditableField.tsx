import type { CustomerField } from '#domain/customer/customer-change';
import { Autocomplete, Select, TextInput } from '@mantine/core';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useText } from '../text/TextProvider';
import classes from './EditableField.module.css';
import { FieldHistory, type FieldChange } from './FieldHistory';

type Props = {
  readonly field: CustomerField;
  /** As people read it; null: nothing is known. */
  readonly value: string | null;
  readonly shown?: string | undefined;
  readonly changes: readonly FieldChange[];
  /** Values to choose from; `closed`: and no others. */
  readonly choices?: { readonly values: readonly { readonly value: string; readonly label: string }[]; readonly closed: boolean } | undefined;
  readonly onSave: (value: string | null) => void;
};

/** A field that is edited where it stands: Enter saves, Escape leaves. */
export function EditableField({ field, value, shown, changes, choices, onSave }: Props) {
  const { say } = useText();
  const [typed, setTyped] = useState<string | null>(null);
  // What stood there when the person began: who changed nothing takes nothing back that came meanwhile.
  const [began, setBegan] = useState(value);
  const shows = useRef<HTMLButtonElement>(null);
  const label = say(`customer.field.${field}`);

  function leave(): void {
    setTyped(null);
    window.setTimeout(() => shows.current?.focus(), 0);
  }

  function save(next: string | null): void {
    const text = next?.trim() === '' ? null : (next?.trim() ?? null);
    if (text !== began && text !== value && !(field === 'name' && text === null)) onSave(text);
    leave();
  }

  return (
    <div className={classes['field']} data-field={field}>
      <span className={classes['label']}>{label}</span>
      {typed === null ? (
        <button ref={shows} type="button" className={classes['edit']} title={value ?? undefined} aria-label={say('customer.edit', { field: label, value: shown ?? value ?? say('customer.unknown') })} onClick={() => (setBegan(value), setTyped(value ?? ''))}>
          {value === null ? <span className={classes['blank']}>{say('customer.unknown')}</span> : <bdi>{shown ?? value}</bdi>}
        </button>
      ) : (
        <Input label={label} typed={typed} choices={choices} onType={setTyped} onSave={save} onLeave={leave} />
      )}
      <FieldHistory label={label} changes={changes} />
    </div>
  );
}

type InputProps = Pick<Props, 'choices'> & { readonly label: string; readonly typed: string; readonly onType: (typed: string) => void; readonly onSave: (value: string | null) => void; readonly onLeave: () => void };

function Input({ label, typed, choices, onType, onSave, onLeave }: InputProps) {
  const heard = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Enter') onSave(typed);
    else onLeave();
  };
  const usual = { size: 'xs', 'aria-label': label, autoFocus: true, className: classes['input'] ?? '' } as const;
  if (choices?.closed === true) {
    return <Select {...usual} clearable data={[...choices.values]} value={typed === '' ? null : typed} defaultDropdownOpened onChange={onSave} onKeyDown={(event) => event.key === 'Escape' && heard(event)} onBlur={onLeave} />;
  }
  if (choices !== undefined) return <Autocomplete {...usual} data={[...choices.values]} limit={30} value={typed} onChange={onType} onOptionSubmit={onSave} onKeyDown={heard} onBlur={() => onSave(typed)} />;
  return <TextInput {...usual} value={typed} maxLength={500} dir="auto" onChange={(event) => onType(event.currentTarget.value)} onKeyDown={heard} onBlur={() => onSave(typed)} />;
}
