import { template, type Template } from '#contract/template';
import { templateBounds } from '#domain/channel/template';
import type { ChannelId } from '#kernel/id';
import { Button, Textarea, TextInput } from '@mantine/core';
import { useCallback, useState } from 'react';
import { bridge } from '../kit/bridge';
import { useText } from '../text/TextProvider';
import { Refusal } from './Refusal';
import classes from './settings.module.css';
import { useAsked } from './use-asked';
import { useForm } from './use-form';

type Props = { readonly channel: ChannelId; readonly onDone: () => void };
type Written = Template & { readonly key: number };

/** The words that WhatsApp has approved, copied by an administrator. */
export function TemplatesForm({ channel, onDone }: Props) {
  const { value, refused } = useAsked(useCallback(() => bridge.ask('templates.list', { channel }), [channel]));
  return value === null ? <Refusal code={refused} /> : <TemplateList channel={channel} standing={value} onDone={onDone} />;
}

function TemplateList({ channel, standing, onDone }: Props & { readonly standing: readonly Template[] }) {
  const { say } = useText();
  const [written, setWritten] = useState<readonly Written[]>(() => standing.map((one, key) => ({ ...one, key })));
  const { busy, refused, submit } = useForm();
  const put = (next: Written): void => setWritten(written.map((one) => (one.key === next.key ? next : one)));
  const add = (): void => setWritten([...written, { key: 1 + Math.max(-1, ...written.map(({ key }) => key)), name: '', language: written.at(-1)?.language ?? 'ru', text: '' }]);
  const twice = new Set(written.filter((one) => written.some((other) => other.key < one.key && other.name === one.name && other.language === one.language)).map(({ key }) => key));
  const isWhole = twice.size === 0 && written.every((one) => template.safeParse(plain(one)).success);
  return (
    <form className={classes['form']} onSubmit={(event) => submit(event, () => bridge.ask('templates.save', { channel, templates: written.map(plain) }), onDone)}>
      <p className={classes['lead']}>{say('channels.templates.lead')}</p>
      {written.map((one) => <Fields key={one.key} written={one} isTwice={twice.has(one.key)} onPut={put} onRemove={() => setWritten(written.filter(({ key }) => key !== one.key))} />)}
      <Refusal code={refused} />
      <div className={classes['actions']}>
        <Button variant="default" disabled={written.length >= templateBounds.most} onClick={add}>{say('channels.template.add')}</Button>
        <Button variant="default" onClick={onDone}>{say('security.cancel')}</Button>
        <Button type="submit" disabled={busy || !isWhole}>{say('channels.save')}</Button>
      </div>
    </form>
  );
}

function plain({ name, language, text }: Written): Template {
  return { name, language, text };
}

type FieldsProps = { readonly written: Written; readonly isTwice: boolean; readonly onPut: (next: Written) => void; readonly onRemove: () => void };

function Fields({ written, isTwice, onPut, onRemove }: FieldsProps) {
  const { say } = useText();
  const { name, language, text } = written;
  const sign = '{{1}}, {{2}}';
  const isWrong = (field: keyof Template, value: string): boolean => value !== '' && !template.shape[field].safeParse(value).success;
  return (
    <div className={classes['job']}>
      <div className={classes['two']}>
        <TextInput label={say('channels.template.name')} maxLength={512} value={name} error={isTwice ? say('channels.template.twice') : isWrong('name', name) && say('channels.template.wrongName')} onChange={(event) => onPut({ ...written, name: event.currentTarget.value })} />
        <TextInput label={say('channels.template.language')} maxLength={8} value={language} error={isWrong('language', language) && say('channels.template.wrongLanguage')} onChange={(event) => onPut({ ...written, language: event.currentTarget.value })} />
      </div>
      <Textarea label={say('channels.template.text', { sign: '{{1}}' })} autosize minRows={2} maxRows={8} maxLength={templateBounds.text} value={text} error={isWrong('text', text) && say('channels.template.wrongText', { sign })} onChange={(event) => onPut({ ...written, text: event.currentTarget.value })} />
      <div className={classes['actions']}><Button variant="subtle" size="compact-sm" color="red" aria-label={say('channels.template.remove', { name })} onClick={onRemove}>{say('channels.template.doRemove')}</Button></div>
    </div>
  );
}
