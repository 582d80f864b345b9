import type { RequestOutput, WatchOutput } from '#contract/requests';
import type { CustomerField } from '#domain/customer/customer-change';
import type { CustomerId } from '#kernel/id';
import { Button, Group, Radio, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useCallback, useEffect, useState } from 'react';
import { useAct } from '../kit/act';
import { Dialog } from '../kit/Dialog';
import { Face } from '../kit/Face';
import { useText } from '../text/TextProvider';
import classes from './Dialogs.module.css';

type Shown = NonNullable<WatchOutput<'customer'>>;
type Found = RequestOutput<'customers.find'>['customers'][number];
type Props = { readonly opened: boolean; readonly onClose: () => void; readonly shown: Shown };

/** Another customer is found to be this one: what would go where, which words count, and then the server decides. */
export function MergeDialog({ opened, onClose, shown }: Props) {
  const { say } = useText();
  return (
    <Dialog opened={opened} onClose={onClose} size="lg" closeButtonProps={{ 'aria-label': say('notice.close') }} title={say('merge.title', { name: shown.customer.name })}>
      {opened && <Chosen shown={shown} onClose={onClose} />}
    </Dialog>
  );
}

function Chosen({ shown, onClose }: Omit<Props, 'opened'>) {
  const [other, setOther] = useState<{ readonly id: CustomerId; readonly name: string } | null>(null);
  const back = useCallback(() => setOther(null), []);
  if (other !== null) return <Preview shown={shown} other={other} onBack={back} onClose={onClose} />;
  return <Search shown={shown} onChoose={setOther} />;
}

function Search({ shown: { customer, twins }, onChoose }: { readonly shown: Shown; readonly onChoose: (other: { readonly id: CustomerId; readonly name: string }) => void }) {
  const { say } = useText();
  const { ask } = useAct();
  const [search, setSearch] = useState('');
  const [found, setFound] = useState<readonly Found[]>([]);
  useEffect(() => {
    let wanted = true;
    void ask('customers.find', { search }).then((outcome) => wanted && outcome.ok && setFound(outcome.value.customers));
    return () => {
      wanted = false;
    };
  }, [ask, search]);
  const near = search === '' ? twins.map((twin) => ({ id: twin.customer, name: twin.name, detail: twin.value })) : found.filter(({ id }) => id !== customer.id).map(({ id, name, company, city }) => ({ id, name, detail: [company, city].filter((part) => part !== null).join(', ') }));
  return (
    <>
      <TextInput data-autofocus leftSection={<IconSearch size={16} stroke={1.75} aria-hidden />} label={say('merge.search')} description={say('merge.searchHint')} value={search} maxLength={200} onChange={(event) => setSearch(event.currentTarget.value)} />
      <ul className={classes['found']} aria-label={say('merge.found')}>
        {near.map((one) => (
          <li key={one.id}>
            <button type="button" onClick={() => onChoose(one)}>
              <Face name={one.name} size={28} />
              <span>
                <bdi>{one.name}</bdi>
                <small>
                  <bdi>{one.detail}</bdi>
                </small>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {search !== '' && near.length === 0 && <p className={classes['none']}>{say('merge.nobody')}</p>}
    </>
  );
}

type PreviewProps = { readonly shown: Shown; readonly other: { readonly id: CustomerId; readonly name: string }; readonly onBack: () => void; readonly onClose: () => void };

type Choosing = { readonly preview: RequestOutput<'customer.mergePreview'> | null; readonly takes: ReadonlySet<CustomerField>; readonly choose: (field: CustomerField, theirs: boolean) => void };

/** What the server says would move; what is not known of the one is taken from the other, unless the person says no. */
function usePreview(customer: CustomerId, other: CustomerId, onRefused: () => void): Choosing {
  const { ask } = useAct();
  const [preview, setPreview] = useState<Choosing['preview']>(null);
  const [takes, setTakes] = useState<ReadonlySet<CustomerField>>(new Set());
  useEffect(() => {
    let wanted = true;
    void ask('customer.mergePreview', { customer, other }).then((outcome) => {
      if (!wanted) return;
      if (!outcome.ok) return onRefused();
      setPreview(outcome.value);
      setTakes(new Set(outcome.value.fields.filter(({ survivor, field }) => survivor === null || field === 'segments').map(({ field }) => field)));
    });
    return () => {
      wanted = false;
    };
  }, [ask, customer, other, onRefused]);
  return { preview, takes, choose: (field, theirs) => setTakes(new Set(theirs ? [...takes, field] : [...takes].filter((one) => one !== field))) };
}

function Preview({ shown: { customer }, other, onBack, onClose }: PreviewProps) {
  const { say } = useText();
  const { ask, tell } = useAct();
  const { preview, takes, choose } = usePreview(customer.id, other.id, onBack);
  const [asking, setAsking] = useState(false);

  async function merge(): Promise<void> {
    if (asking) return;
    setAsking(true);
    const outcome = await ask('customer.merge', { customer: customer.id, other: other.id, takes: [...takes] });
    setAsking(false);
    if (!outcome.ok) return;
    onClose();
    tell(say('merge.done', { name: other.name, survivor: customer.name }));
  }

  if (preview === null) return <p className={classes['none']}>{say('merge.asking')}</p>;
  return (
    <>
      <p className={classes['lead']}>{say('merge.lead', { other: other.name, survivor: customer.name })}</p>
      <Moving moved={preview.moved} />
      <Fields fields={preview.fields} takes={takes} onChoose={choose} />
      <p className={classes['none']}>{say('merge.undoHint')}</p>
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" onClick={onBack}>
          {say('merge.back')}
        </Button>
        <Button loading={asking} onClick={() => void merge()}>
          {say('merge.submit')}
        </Button>
      </Group>
    </>
  );
}

type Previewed = NonNullable<Choosing['preview']>;

function Moving({ moved }: Pick<Previewed, 'moved'>) {
  const { say } = useText();
  const kinds = (['identities', 'cases', 'orders', 'consents', 'notes'] as const).filter((kind) => moved[kind] > 0);
  return (
    <ul className={classes['moved']} aria-label={say('merge.moves')}>
      {kinds.map((kind) => (
        <li key={kind}>{say(`merge.moved.${kind}`, { n: moved[kind] })}</li>
      ))}
      {kinds.length === 0 && <li>{say('merge.moved.nothing')}</li>}
    </ul>
  );
}

function Fields({ fields, takes, onChoose }: Pick<Previewed, 'fields'> & { readonly takes: ReadonlySet<CustomerField>; readonly onChoose: Choosing['choose'] }) {
  const { say } = useText();
  return (
    <>
      {fields.length > 0 && <h3 className={classes['fieldsTitle']}>{say('merge.fields')}</h3>}
      {fields.map(({ field, survivor, other }) => (
        <Radio.Group key={field} className={classes['choice'] ?? ''} label={say(`customer.field.${field}`)} value={takes.has(field) ? 'other' : 'survivor'} onChange={(value) => onChoose(field, value === 'other')}>
          <Group gap="lg">
            <Radio size="xs" value="survivor" label={<bdi>{survivor ?? say('customer.unknown')}</bdi>} />
            <Radio size="xs" value="other" label={<bdi>{field === 'segments' ? say('merge.both') : other}</bdi>} />
          </Group>
        </Radio.Group>
      ))}
    </>
  );
}
