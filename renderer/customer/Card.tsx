import type { WatchOutput } from '#contract/requests';
import type { CustomerField } from '#domain/customer/customer-change';
import { fieldText } from '#domain/customer/customer-change';
import { Badge } from '@mantine/core';
import { memo, useMemo } from 'react';
import { useAct } from '../kit/act';
import { useMinute } from '../kit/clock';
import { Face } from '../kit/Face';
import { useText } from '../text/TextProvider';
import classes from './Card.module.css';
import { Consents } from './Consents';
import { EditableField } from './EditableField';
import { Identities } from './Identities';
import { Merges } from './Merges';
import { Notes } from './Notes';
import { Orders } from './Orders';

export type Shown = NonNullable<WatchOutput<'customer'>>;

/** Who writes: what is known of them, and may be kept right where it stands. */
export const Card = memo(function Card({ shown }: { readonly shown: Shown }) {
  const { say, dates } = useText();
  const { customer } = shown;
  return (
    <div className={classes['card']}>
      <div className={classes['head']}>
        <Face name={customer.name} size={44} />
        <h2 className={classes['name']}>
          <bdi>{customer.name}</bdi>
        </h2>
      </div>
      {customer.segments.length > 0 && (
        <div className={classes['segments']}>
          {customer.segments.map((segment) => (
            <Badge key={segment} variant="light" size="sm" radius="sm" tt="none">
              <bdi>{segment}</bdi>
            </Badge>
          ))}
        </div>
      )}
      <Merges shown={shown} />
      <Notes key={`notes ${customer.id}`} customer={customer.id} notes={shown.notes} />
      <Fields shown={shown} />
      <p className={classes['since']}>{say('customer.since', { date: dates.date(customer.since) })}</p>
      <Identities key={`identities ${customer.id}`} customer={customer.id} identities={shown.identities} />
      <Orders orders={shown.orders} inAll={shown.ordersInAll} />
      {customer.facts.length > 0 && (
        <section className={classes['section']}>
          <h3>{say('customer.facts')}</h3>
          <dl className={`${classes['boxed']} ${classes['facts']}`}>
            {customer.facts.map((fact) => (
              <div key={fact.label}>
                <dt>{fact.label}</dt>
                <dd>
                  <bdi>{fact.value}</bdi>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      <Consents key={`consents ${customer.id}`} customer={customer.id} consents={shown.consents} />
    </div>
  );
});

const edited: readonly CustomerField[] = ['name', 'company', 'city', 'language', 'timezone', 'segments'];

function Fields({ shown: { customer, changes } }: { readonly shown: Shown }) {
  const { say, language } = useText();
  const { ask } = useAct();
  const now = useMinute();
  const zones = useMemo(() => Intl.supportedValuesOf('timeZone').map((value) => ({ value, label: value })), []);
  const languages = [
    { value: 'ru', label: say('customer.language.ru') },
    { value: 'en', label: say('customer.language.en') },
  ];
  const shownOf = (field: CustomerField): string | undefined => {
    if (field === 'language' && customer.language !== null) return say(`customer.language.${customer.language}`);
    return field === 'timezone' && customer.timezone !== null ? localTime(customer.timezone, now, language) : undefined;
  };
  const choicesOf = (field: CustomerField) => (field === 'language' ? { values: languages, closed: true } : field === 'timezone' ? { values: zones, closed: false } : undefined);
  return (
    <section className={classes['fields']} aria-label={say('customer.fields')}>
      {edited.map((field) => (
        <EditableField
          key={`${customer.id} ${field}`}
          field={field}
          value={fieldText(customer, field)}
          shown={shownOf(field)}
          changes={changes.filter((change) => change.field === field)}
          choices={choicesOf(field)}
          onSave={(value) => void ask('customer.edit', { customer: customer.id, field, value })}
        />
      ))}
    </section>
  );
}

/** What their clock shows now, and how far it is from Greenwich. A zone that this computer does not know shows none. */
function localTime(zone: string, now: number, language: string): string {
  try {
    return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'ru', { hour: '2-digit', minute: '2-digit', timeZone: zone, timeZoneName: 'shortOffset' }).format(now);
  } catch {
    return '—';
  }
}
