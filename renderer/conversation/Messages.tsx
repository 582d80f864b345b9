import type { MessageId } from '#kernel/id';
import { useMemo, useState } from 'react';
import { useUntil } from '../kit/clock';
import { startOfDay } from '../text/dates';
import { LongMessages } from './LongMessages';
import { linesOf, type Line } from './message-lines';
import type { Opened } from './opened';
import { ShortMessages } from './ShortMessages';
import { atItsEnd, type Outgrown } from './use-outgrown';
import type { ReadingWays } from './use-message-window';

type Props = { readonly opened: Opened; /** To be brought into view and marked. */ readonly sought: MessageId | null; /** The newest that was written from this window. */ readonly sent: MessageId | null; readonly ways: ReadingWays };

export type MessagesProps = Props & { readonly lines: readonly Line[] };

/** Not more than a list that draws only what is seen would draw of them. */
const fewLines = 26;
/** A conversation that grows while it is read changes its form only when it has to. */
const manyLines = 100;

/** The messages, newest at the bottom. It follows new ones while the person reads the end, and waits while they read above. */
export function Messages(props: Props) {
  const { opened, ways } = props;
  const lines = useLines(opened);
  const isAtEnd = ways.follows && !opened.newer;
  const [form, setForm] = useState<Form>(isAtEnd && !opened.more && lines.length <= fewLines ? 'short' : atItsEnd);
  const now = formNow(form, isAtEnd, props.sought);
  if (now !== form) setForm(now);
  if (now !== 'short') return <LongMessages {...props} lines={lines} begins={now} />;
  return <ShortMessages {...props} lines={lines} isOutgrown={opened.more || lines.length > manyLines} onOutgrown={setForm} />;
}

type Form = 'short' | Outgrown;

function formNow(form: Form, isAtEnd: boolean, sought: MessageId | null): Form {
  if (form === 'short') return isAtEnd ? form : atItsEnd;
  return form.sought === null || form.sought === sought ? form : { ...form, sought: null };
}

const typingLine: Line = { kind: 'typing', key: 'typing' };

function useLines({ messages, earlier, typingUntil, newer }: Opened): readonly Line[] {
  const typing = useUntil(newer ? null : typingUntil);
  return useMemo(() => [...earlierLines(earlier), ...linesOf(messages, startOfDay), ...(typing ? [typingLine] : [])], [earlier, messages, typing]);
}

function earlierLines(earlier: Opened['earlier']): readonly Line[] {
  return earlier === 'nothing' ? [] : [{ kind: 'earlier', key: 'earlier', state: earlier }];
}
