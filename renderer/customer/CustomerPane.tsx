import type { WatchOutput } from '#contract/requests';
import type { IdentityRow } from '#domain/customer/customer';
import type { ConversationId, CustomerId } from '#kernel/id';
import { ActionIcon } from '@mantine/core';
import { IconBuilding, IconCalendar, IconMapPin, IconPhone, IconX, type Icon } from '@tabler/icons-react';
import { channelIcons } from '../kit/ChannelIcon';
import { Face } from '../kit/Face';
import { useLiveSteady } from '../kit/live';
import { usePast } from '../kit/past';
import { useText } from '../text/TextProvider';
import classes from './CustomerPane.module.css';
import { Timeline } from './Timeline';

type Props = {
  readonly customer: CustomerId;
  readonly open: ConversationId;
  readonly onOpen: (conversation: ConversationId) => void;
  readonly onHide: () => void;
};

/** Who writes: the card, the addresses, the facts, and every past contact. */
export function CustomerPane({ customer, open, onOpen, onHide }: Props) {
  const { say } = useText();
  const shown = useLiveSteady('customer', { customer });
  usePast(shown?.customer.id === customer && shown.history === 'whole' ? null : customer);
  return (
    <aside className={classes['pane']} aria-label={say('customer.label')}>
      <ActionIcon className={classes['hide'] ?? ''} variant="subtle" color="gray" size={28} aria-label={say('customer.hide')} onClick={onHide}>
        <IconX size={16} stroke={1.75} />
      </ActionIcon>
      {shown !== null && shown !== undefined && (
        <>
          <Card {...shown} />
          <Timeline timeline={shown.timeline} history={shown.history} open={open} onOpen={onOpen} />
        </>
      )}
    </aside>
  );
}

type Shown = NonNullable<WatchOutput<'customer'>>;

function Card({ customer, identities }: Shown) {
  const { say, dates } = useText();
  return (
    <div className={classes['card']}>
      <Face name={customer.name} size={52} />
      <h2 className={classes['name']}>{customer.name}</h2>
      {customer.company !== null && <Line icon={IconBuilding} text={customer.company} />}
      {customer.city !== null && <Line icon={IconMapPin} text={customer.city} />}
      <Line icon={IconCalendar} text={say('customer.since', { date: dates.date(customer.since) })} />
      {identities.length > 0 && (
        <section className={classes['section']}>
          <h3>{say('customer.reach')}</h3>
          {identities.map((identity) => (
            <Identity key={identity.id} identity={identity} />
          ))}
        </section>
      )}
      {customer.facts.length > 0 && (
        <section className={classes['section']}>
          <h3>{say('customer.facts')}</h3>
          <dl className={classes['facts']}>
            {customer.facts.map((fact) => (
              <div key={fact.label}>
                <dt>{fact.label}</dt>
                <dd>{fact.value}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </div>
  );
}

function Line({ icon: Drawing, text }: { readonly icon: Icon; readonly text: string }) {
  return (
    <p className={classes['line']}>
      <Drawing size={15} stroke={1.75} aria-hidden />
      {text}
    </p>
  );
}

const identityIcons: Readonly<Record<IdentityRow['kind'], Icon>> = { ...channelIcons, phone: IconPhone };

/** Known by an address that a person can read and write to from elsewhere. */
const readable: readonly IdentityRow['kind'][] = ['email', 'phone', 'whatsapp'];

/** Addresses are shown as text to select; a visitor of the site and most people in messengers have none that a person could use. */
function Identity({ identity }: { readonly identity: IdentityRow }) {
  const { say } = useText();
  const Drawing = identityIcons[identity.kind];
  return (
    <p className={classes['line']} title={say(`identity.${identity.kind}`)}>
      <Drawing size={15} stroke={1.75} aria-label={say(`identity.${identity.kind}`)} role="img" />
      <span className={classes['value']}>{readable.includes(identity.kind) ? <Address value={identity.value} /> : say(`identity.${identity.kind}`)}</span>
    </p>
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
