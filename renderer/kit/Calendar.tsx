import { DatePicker } from '@mantine/dates';
import '@mantine/dates/styles.css';
import dayjs from 'dayjs';
import 'dayjs/locale/ru';
import { useState } from 'react';
import { serverNow } from './clock';
import { useText } from '../text/TextProvider';

export type CalendarProps = {
  /** As 2026-12-31; null where no date stands yet. */
  readonly day: string | null;
  readonly onPick: (day: string) => void;
};

const ways = ['previousMonth', 'nextMonth', 'previousYear', 'nextYear', 'previousDecade', 'nextDecade'] as const;

/** The days of a month, one of which is picked. The cursor begins on the day that stands in the field, or on today. */
export function Calendar({ day, onPick }: CalendarProps) {
  const { say, language } = useText();
  const [begins] = useState(() => day ?? dayjs(serverNow()).format('YYYY-MM-DD'));
  return (
    <DatePicker
      locale={language}
      value={day}
      defaultDate={begins}
      highlightToday
      hideOutsideDates
      // Red says that something is late, here as everywhere.
      weekendDays={[]}
      ariaLabels={Object.fromEntries(ways.map((way) => [way, say(`calendar.${way}`)]))}
      getDayProps={(date) => (date === begins ? { 'data-autofocus': true } : {})}
      // Escape closes the calendar, and not what it stands over.
      __stopPropagation
      onChange={(picked) => picked !== null && onPick(picked)}
    />
  );
}
