import type { IdentityRow } from '#domain/customer/customer';
import { writtenKinds } from '#domain/customer/keep-identities';
import type { CustomerId } from '#kernel/id';
import { ActionIcon, Button, Group, Menu, Select, TextInput } from '@mantine/core';
import { IconDots, IconPhone, IconPlus, type Icon } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { useAct } from '../kit/act';
import { channelIcons } from '../kit/ChannelIcon';
import { useText } from '../text/TextProvider';
import classes from './Card.module.css';
import own from './Identities.module.css';

type Props = { readonly customer: CustomerId; readonly identities: readonly IdentityRow[] };

/** By which addresses the customer is known, the one to use first of its kind at the top. */
export function Identities({ customer, identities }: Props) {
  const { say } = useText();
  const [adding, setAdding] = useState(false);
  return (
    <section className={classes['section']}>
      <div className={classes['sectionHead']}>
        <h3>{say('customer.reach')}</h3>
        <ActionIcon variant="subtle" color="gray" size={24} aria-label={say('identity.addTitle')} aria-expanded={adding} onClick={() => setAdding(!adding)}>
          <IconPlus size={15} stroke={1.75} aria-hidden />
        </ActionIcon>
      </div>
      {adding && <AddIdentity customer={customer} onDone={() => setAdding(false)} />}
      {identities.length === 0 && !adding && <p className={classes['empty']}>{say('identity.none')}</p>}
      {identities.map((identity, place) => (
        <Identity key={identity.id} identity={identity} isFirst={identities.findIndex(({ kind }) => kind === identity.kind) === place} />
      ))}
    </section>
  );
}

function AddIdentity({ customer, onDone }: { readonly customer: CustomerId; readonly onDone: () => void }) {
  const { say } = useText();
  const { ask } = useAct();
  const [kind, setKind] = useState<(typeof writtenKinds)[number]>('phone');
  const [value, setValue] = useState('');
  async function add(event: FormEvent): Promise<void> {
    event.preventDefault();
    if ((await ask('identity.add', { customer, kind, value })).ok) onDone();
  }
  return (
    <form className={classes['form']} onSubmit={(event) => void add(event)}>
      <Select size="xs" allowDeselect={false} aria-label={say('identity.kind')} data={writtenKinds.map((one) => ({ value: one, label: say(`identity.${one}`) }))} value={kind} onChange={(one) => setKind(writtenKinds.find((known) => known === one) ?? 'phone')} />
      <TextInput size="xs" autoFocus aria-label={say('identity.value')} placeholder={say(`identity.example.${kind}`)} maxLength={254} value={value} onChange={(event) => setValue(event.currentTarget.value)} onKeyDown={(event) => event.key === 'Escape' && onDone()} />
      <Group gap="xs" justify="flex-end">
        <Button size="compact-xs" variant="default" onClick={onDone}>
          {say('customer.cancel')}
        </Button>
        <Button size="compact-xs" type="submit" disabled={value.trim() === ''}>
          {say('customer.add')}
        </Button>
      </Group>
    </form>
  );
}

const identityIcons: Readonly<Record<IdentityRow['kind'], Icon>> = { ...channelIcons, phone: IconPhone };

/** Known by an address that a person can read and write to from elsewhere. */
const readable: readonly IdentityRow['kind'][] = ['email', 'phone', 'whatsapp'];

/** Addresses are shown as text to select; a visitor of the site and most people in messengers have none that a person could use. */
function Identity({ identity, isFirst }: { readonly identity: IdentityRow; readonly isFirst: boolean }) {
  const { say } = useText();
  const { ask } = useAct();
  const Drawing = identityIcons[identity.kind];
  const name = readable.includes(identity.kind) ? identity.value : say(`identity.${identity.kind}`);
  const args = { customer: identity.customer, identity: identity.id };
  return (
    <div className={own['line']} title={say(`identity.${identity.kind}`)}>
      <Drawing size={15} stroke={1.75} aria-label={say(`identity.${identity.kind}`)} role="img" />
      <span className={own['value']}>{readable.includes(identity.kind) ? <Address value={identity.value} /> : name}</span>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon className={own['more'] ?? ''} variant="subtle" color="gray" size={22} aria-label={say('identity.actions', { address: name })}>
            <IconDots size={15} stroke={1.75} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item disabled={isFirst} onClick={() => void ask('identity.prefer', args)}>
            {say('identity.prefer')}
          </Menu.Item>
          <Menu.Item color="red" onClick={() => void ask('identity.remove', args)}>
            {say('identity.remove')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

/** A long address breaks before its host, not within a name. */
function Address({ value }: { readonly value: string }) {
  const at = value.lastIndexOf('@');
  if (at === -1) return value;
  return (
    <>
      {value.slice(0, at)}
      <wbr />
      {value.slice(at)}
    </>
  );
}
