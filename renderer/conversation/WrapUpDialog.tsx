import { limits } from '#contract/limits';
import { faultOfValue, type DispositionRow, type OutcomeField } from '#domain/queue/disposition';
import type { ConversationRow } from '#domain/conversation/conversation';
import type { DispositionId, QueueId } from '#kernel/id';
import { Button, Group, Radio, Select, TextInput } from '@mantine/core';
import { useEffect, useState, type FormEvent } from 'react';
import { Dialog } from '../kit/Dialog';
import { bridge } from '../kit/bridge';
import { useSecond } from '../kit/clock';
import { clockFace } from '../kit/countdown';
import { useDirectory } from '../kit/directory';
import { useLive } from '../kit/live';
import { useText } from '../text/TextProvider';
import { useWrapUp } from './wrap-up-store';
import classes from './WrapUpDialog.module.css';

/** What was said last in each queue is what is offered first. */
const lastSaid = new Map<QueueId, DispositionId>();

/** What came of the case, before it is resolved where its queue wants to know. */
export function WrapUpDialog() {
  const { say } = useText();
  const asked = useWrapUp((state) => state.asked);
  const isOpen = asked !== null;
  useEffect(() => {
    if (!isOpen) return;
    void bridge.ask('state.wrapsUp', { wrapsUp: true });
    return () => void bridge.ask('state.wrapsUp', { wrapsUp: false });
  }, [isOpen]);
  return (
    <Dialog opened={isOpen} onClose={() => asked?.answer(null)} title={say('wrapUp.title')} closeButtonProps={{ 'aria-label': say('wrapUp.cancel') }}>
      {asked !== null && <Asked key={asked.conversation} asked={asked} />}
    </Dialog>
  );
}

type Asked = NonNullable<ReturnType<typeof useWrapUp.getState>['asked']>;

function Asked({ asked }: { readonly asked: Asked }) {
  const opened = useLive('conversation', { conversation: asked.conversation, limit: limits.messagePage });
  return opened === undefined || opened === null ? null : <Form asked={asked} conversation={opened.conversation} />;
}

function Form({ asked, conversation }: { readonly asked: Asked; readonly conversation: ConversationRow }) {
  const { say, language } = useText();
  const offered = useDirectory().dispositions.filter(({ queue }) => queue === null || queue === conversation.queue);
  const last = lastSaid.get(conversation.queue);
  const [chosen, setChosen] = useState(last ?? offered[0]?.id ?? null);
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [tried, setTried] = useState(false);
  const disposition = offered.find(({ id }) => id === chosen) ?? offered[0];

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (disposition === undefined || disposition.fields.some((field) => faultOfValue(field, values[field.key]) !== null)) return;
    const own = new Set(disposition.fields.map(({ key }) => key));
    lastSaid.set(conversation.queue, disposition.id);
    asked.answer({ disposition: disposition.id, values: Object.fromEntries(Object.entries(values).filter(([key]) => own.has(key))) });
  }

  if (disposition === undefined) return <p className={classes['none']}>{say('wrapUp.none')}</p>;
  return (
    <form noValidate onSubmit={submit}>
      <Radio.Group label={say('wrapUp.outcome')} value={disposition.id} onChange={(value) => setChosen(offered.find(({ id }) => id === value)?.id ?? null)}>
        <div className={classes['offered']}>
          {offered.map(({ id, title }) => (
            <Radio key={id} value={id} label={title[language]} data-autofocus={id === disposition.id || undefined} />
          ))}
        </div>
      </Radio.Group>
      <Fields disposition={disposition} values={values} tried={tried} onChange={(key, value) => setValues((before) => ({ ...before, [key]: value }))} />
      <Group justify="space-between" mt="lg">
        <Took />
        <Group gap="sm">
          <Button variant="default" onClick={() => asked.answer(null)}>
            {say('wrapUp.cancel')}
          </Button>
          <Button type="submit">{say('wrapUp.submit')}</Button>
        </Group>
      </Group>
    </form>
  );
}

type FieldsProps = { readonly disposition: DispositionRow; readonly values: Readonly<Record<string, string>>; readonly tried: boolean; readonly onChange: (key: string, value: string) => void };

function Fields({ disposition, values, tried, onChange }: FieldsProps) {
  const { say } = useText();
  return disposition.fields.map((field) => {
    const value = values[field.key] ?? '';
    const fault = tried ? faultOfValue(field, value) : null;
    return <Field key={field.key} field={field} value={value} error={fault === null ? null : say(`wrapUp.${fault}`)} onChange={(next) => onChange(field.key, next)} />;
  });
}

type FieldProps = { readonly field: OutcomeField; readonly value: string; readonly error: string | null; readonly onChange: (value: string) => void };

function Field({ field, value, error, onChange }: FieldProps) {
  const { language } = useText();
  const { title, required, takes } = field;
  const common = { mt: 'md', label: title[language], withAsterisk: required, error } as const;
  if (takes.kind === 'choice') return <Select {...common} data={[...takes.of]} clearable={!required} value={value === '' ? null : value} onChange={(next) => onChange(next ?? '')} />;
  return <TextInput {...common} maxLength={500} inputMode={takes.kind === 'number' ? 'decimal' : 'text'} value={value} onChange={(event) => onChange(event.currentTarget.value)} />;
}

/** For how long the outcome is being written down. */
function Took() {
  const { say } = useText();
  const now = useSecond();
  const [begun] = useState(now);
  return <span className={classes['took']}>{say('wrapUp.took', { time: clockFace(now - begun) })}</span>;
}
