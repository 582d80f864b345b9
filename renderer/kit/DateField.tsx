import { ActionIcon, Popover, TextInput } from '@mantine/core';
import { IconCalendar } from '@tabler/icons-react';
import { useRef, useState, type ComponentType } from 'react';
import { useText } from '../text/TextProvider';
import { isKeptDate, onDay, readDate, writtenDate, type DateKind } from '../text/written-date';
import type { CalendarProps } from './Calendar';
import classes from './DateField.module.css';

type Props = {
  readonly kind?: DateKind;
  readonly label: string;
  /** Where a heading beside the field shows the same. */
  readonly isLabelHidden?: boolean;
  readonly name?: string;
  readonly required?: boolean;
  readonly autoFocus?: boolean;
  /** As 2026-12-31 or 2026-12-31T14:05; what is no date stands as it was typed. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What else is wrong with the date. */
  readonly error?: string | null;
};

/** A date as the person's language writes it, by keys or from a calendar. What cannot be read is said when the field is left. */
export function DateField({ kind = 'day', label, isLabelHidden = false, required = false, value, onChange, error = null, ...rest }: Props) {
  const { say, language } = useText();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const calendar = useCalendar();
  const isUnread = typed === null && (value === '' ? required : !isKeptDate(value, kind));
  const pick = (day: string): void => {
    onChange(onDay(value, day, kind));
    calendar.close();
    field.current?.focus();
  };
  return (
    <TextInput
      {...rest}
      ref={field}
      {...(isLabelHidden ? { 'aria-label': label, title: label } : { label })}
      required={required}
      autoComplete="off"
      spellCheck={false}
      maxLength={20}
      placeholder={say(`date.form.${kind}`)}
      value={typed ?? writtenDate(value, language)}
      error={isUnread ? say(`date.unread.${kind}`, { example: writtenDate(examples[kind], language) }) : error}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        onChange(readDate(currentTarget.value, kind) ?? currentTarget.value.trim());
      }}
      onBlur={() => setTyped(null)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') setTyped(null);
        if (event.key !== 'ArrowDown' || !event.altKey) return;
        event.preventDefault();
        calendar.open();
      }}
      rightSection={
        <Popover opened={calendar.Shown !== null} onChange={calendar.close} trapFocus position="bottom-end" shadow="md" radius="md" transitionProps={{ duration: 0 }}>
          <Popover.Target>
            <ActionIcon variant="subtle" color="gray" size="sm" aria-label={say('date.calendar', { name: label })} onClick={calendar.Shown === null ? calendar.open : calendar.close}>
              <IconCalendar size={16} stroke={1.75} aria-hidden />
            </ActionIcon>
          </Popover.Target>
          <Popover.Dropdown className={classes['calendar']}>{calendar.Shown !== null && <calendar.Shown day={isKeptDate(value, kind) ? value.slice(0, 10) : null} onPick={pick} />}</Popover.Dropdown>
        </Popover>
      }
    />
  );
}

const examples: Readonly<Record<DateKind, string>> = { day: '2026-12-31', moment: '2026-12-31T14:05' };

/** Read from the disk when somebody wants it: the window begins without. */
function useCalendar() {
  const [Shown, show] = useState<ComponentType<CalendarProps> | null>(null);
  const open = (): void => void import('./Calendar').then(({ Calendar }) => show(() => Calendar));
  return { Shown, open, close: () => show(null) };
}
