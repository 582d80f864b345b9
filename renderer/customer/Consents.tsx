import { consentChannels, consentPurposes, type ConsentChannel, type ConsentPurpose, type ConsentRow } from '#domain/customer/consent';
import type { CustomerId } from '#kernel/id';
import { ActionIcon, Button, Group, SegmentedControl, Select, TextInput } from '@mantine/core';
import { IconCircleCheck, IconCircleX, IconPlus } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { useAct } from '../kit/act';
import { useDirectory } from '../kit/directory';
import { useText } from '../text/TextProvider';
import classes from './Card.module.css';
import own from './Consents.module.css';

type Props = { readonly customer: CustomerId; readonly consents: readonly ConsentRow[] };

/** What the customer agreed to, on which channel, since when, and who wrote it down. */
export function Consents({ customer, consents }: Props) {
  const { say } = useText();
  const [adding, setAdding] = useState(false);
  return (
    <section className={classes['section']}>
      <div className={classes['sectionHead']}>
        <h3>{say('consent.title')}</h3>
        <ActionIcon variant="subtle" color="gray" size={24} aria-label={say('consent.record')} aria-expanded={adding} onClick={() => setAdding(!adding)}>
          <IconPlus size={15} stroke={1.75} aria-hidden />
        </ActionIcon>
      </div>
      {adding && <RecordConsent customer={customer} onDone={() => setAdding(false)} />}
      {consents.length === 0 && !adding && <p className={classes['empty']}>{say('consent.none')}</p>}
      {consents.length > 0 && (
        <ul className={`${classes['boxed']} ${own['consents']}`}>
          {consents.map((consent) => (
            <Consent key={consent.id} consent={consent} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Consent({ consent }: { readonly consent: ConsentRow }) {
  const { say, dates } = useText();
  const directory = useDirectory();
  const by = consent.by === null ? say('consent.bySystem') : (directory.person(consent.by)?.name ?? '…');
  const Sign = consent.word === 'given' ? IconCircleCheck : IconCircleX;
  return (
    <li data-word={consent.word}>
      <Sign size={15} stroke={1.75} role="img" aria-label={say(`consent.${consent.word}`)} />
      <span>
        {say(`consent.purpose.${consent.purpose}`)}, {say(`consent.channel.${consent.channel}`)}
        <small>
          {say(`consent.${consent.word}`)} <time title={dates.full(consent.at)}>{dates.date(consent.at)}</time>, <bdi>{by}</bdi>: <bdi>{consent.reason}</bdi>
        </small>
      </span>
    </li>
  );
}

function RecordConsent({ customer, onDone }: { readonly customer: CustomerId; readonly onDone: () => void }) {
  const { say } = useText();
  const { ask } = useAct();
  const [purpose, setPurpose] = useState<ConsentPurpose>('promotion');
  const [channel, setChannel] = useState<ConsentChannel>('email');
  const [word, setWord] = useState<ConsentRow['word']>('given');
  const [reason, setReason] = useState('');
  async function record(event: FormEvent): Promise<void> {
    event.preventDefault();
    if ((await ask('consent.record', { customer, purpose, channel, word, reason })).ok) onDone();
  }
  return (
    <form className={classes['form']} onSubmit={(event) => void record(event)}>
      <SegmentedControl fullWidth size="xs" aria-label={say('consent.word')} data={[{ value: 'given', label: say('consent.given') }, { value: 'withdrawn', label: say('consent.withdrawn') }]} value={word} onChange={(value) => setWord(value === 'given' ? 'given' : 'withdrawn')} />
      <Select size="xs" allowDeselect={false} label={say('consent.purpose')} data={consentPurposes.map((value) => ({ value, label: say(`consent.purpose.${value}`) }))} value={purpose} onChange={(value) => setPurpose(consentPurposes.find((known) => known === value) ?? 'promotion')} />
      <Select size="xs" allowDeselect={false} label={say('consent.channel')} data={consentChannels.map((value) => ({ value, label: say(`consent.channel.${value}`) }))} value={channel} onChange={(value) => setChannel(consentChannels.find((known) => known === value) ?? 'email')} />
      <TextInput size="xs" label={say('consent.reason')} placeholder={say('consent.reasonHint')} maxLength={500} dir="auto" value={reason} onChange={(event) => setReason(event.currentTarget.value)} onKeyDown={(event) => event.key === 'Escape' && onDone()} />
      <Group gap="xs" justify="flex-end">
        <Button size="compact-xs" variant="default" onClick={onDone}>
          {say('customer.cancel')}
        </Button>
        <Button size="compact-xs" type="submit" disabled={reason.trim() === ''}>
          {say('consent.record')}
        </Button>
      </Group>
    </form>
  );
}
