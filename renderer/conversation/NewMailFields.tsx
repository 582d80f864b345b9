import { limits } from '#contract/limits';
import { recipientBounds, type Recipients } from '#domain/conversation/recipients';
import { Group, NativeSelect, TagsInput, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useText } from '../text/TextProvider';
import { eachOnce } from './typed-address';
import { isNothing, type NewMail } from './use-new-mail';
import type { Sender } from './use-sender';

type Props = { readonly present: NewMail; readonly sender: Sender; /** Why it cannot go to these. */ readonly problem: string | null };

/** From whom, to whom, about what. */
export function NewMailFields({ present: { mail, write }, sender: { mailboxes, from }, problem }: Props) {
  const { say } = useText();
  const { recipients, subject } = mail;
  const field = (one: keyof Recipients): ReactNode => (
    <TagsInput
      mt="sm"
      label={say(`recipients.${one}`)}
      data-address
      data-autofocus={(one === 'to' && isNothing(mail)) || undefined}
      splitChars={[',', ';', ' ']}
      acceptValueOnBlur
      maxTags={recipientBounds.most}
      value={[...recipients[one]]}
      onChange={(addresses) => write({ recipients: eachOnce({ ...recipients, [one]: addresses }) })}
      error={one === 'to' && !isNothing(mail) ? problem : null}
    />
  );
  return (
    <>
      <NativeSelect label={say('newMail.from')} value={from ?? ''} onChange={(event) => write({ channel: mailboxes.find(({ id }) => id === event.currentTarget.value)?.id ?? null })} data={mailboxes.map(({ id, name, address }) => ({ value: id, label: name === address ? address : `${name} · ${address}` }))} />
      {field('to')}
      <Group grow align="start">
        {field('cc')}
        {field('bcc')}
      </Group>
      <TextInput mt="sm" name="subject" label={say('newMail.subject')} maxLength={limits.line} value={subject} onChange={(event) => write({ subject: event.currentTarget.value })} />
    </>
  );
}
