import type { MessengerSetup } from '#contract/messenger';
import type { MessengerKind } from '#domain/channel/channel';
import { unreachable } from '#kernel/unreachable';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { PlainKey } from '../text/translation';
import { SecretField } from '../kit/SecretField';
import { useText } from '../text/TextProvider';

type Field = { readonly name: string; readonly label: PlainKey; readonly hint?: PlainKey; readonly isSecret?: true; readonly isOptional?: true };

const token: Field = { name: 'token', label: 'channels.token', isSecret: true };

const fields: Readonly<Record<MessengerKind, readonly Field[]>> = {
  telegram: [{ ...token, hint: 'channels.token.telegram' }, { name: 'base', label: 'channels.base', hint: 'channels.base.hint', isOptional: true }],
  vk: [token, { name: 'group', label: 'channels.group' }, { name: 'confirmation', label: 'channels.confirmation' }, { name: 'secret', label: 'channels.secret', isSecret: true }],
  max: [token, { name: 'base', label: 'channels.baseMax' }],
  whatsapp: [token, { name: 'phone', label: 'channels.phone' }, { name: 'appSecret', label: 'channels.appSecret', isSecret: true }, { name: 'verify', label: 'channels.verify', isSecret: true }],
  connect: [{ name: 'address', label: 'channels.address', hint: 'channels.address.hint' }],
};

type Props = { readonly kind: MessengerKind; readonly onChange: (setup: MessengerSetup | null) => void };

/** What one kind of messenger has to be given; null until all of it is there. */
export function MessengerFields({ kind, onChange }: Props) {
  const { say } = useText();
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const change = (name: string, value: string): void => {
    const next = { ...values, [name]: value };
    setValues(next);
    const isWhole = fields[kind].every((field) => field.isOptional === true || (next[field.name] ?? '').trim() !== '');
    onChange(isWhole ? setupOf(kind, (field) => (next[field] ?? '').trim()) : null);
  };
  return fields[kind].map(({ name, label, hint, isSecret, isOptional }) => {
    const own = { name, label: say(label), description: hint === undefined ? undefined : say(hint), required: isOptional !== true, withAsterisk: false, maxLength: 500, value: values[name] ?? '' };
    if (isSecret === true) return <SecretField key={name} {...own} autoComplete="off" onChange={(event) => change(name, event.currentTarget.value)} />;
    return <TextInput key={name} {...own} autoComplete="off" onChange={(event) => change(name, event.currentTarget.value)} />;
  });
}

function setupOf(kind: MessengerKind, value: (field: string) => string): MessengerSetup {
  switch (kind) {
    case 'telegram':
      return { kind, token: value('token'), base: value('base') === '' ? null : value('base') };
    case 'vk':
      return { kind, token: value('token'), group: Number(value('group').replaceAll(/\D/g, '')), confirmation: value('confirmation'), secret: value('secret') };
    case 'max':
      return { kind, token: value('token'), base: value('base') };
    case 'whatsapp':
      return { kind, token: value('token'), phone: value('phone'), appSecret: value('appSecret'), verify: value('verify') };
    case 'connect':
      return { kind, address: value('address') };
    default:
      return unreachable(kind);
  }
}
