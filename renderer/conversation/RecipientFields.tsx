import { recipientBounds } from '#domain/conversation/recipients';
import { TagsInput } from '@mantine/core';
import { useText } from '../text/TextProvider';
import classes from './Recipients.module.css';
import type { Named, Naming } from './use-recipients';

const fields = ['to', 'cc', 'bcc'] as const;

/** To whom an answer by mail goes: the customer, or whom the person names. */
export function RecipientFields({ naming }: { readonly naming: Naming }) {
  const { named } = naming;
  return named === null ? <Usual naming={naming} /> : <Fields naming={naming} named={named} />;
}

function Usual({ naming: { customer, all, name } }: { readonly naming: Naming }) {
  const { say } = useText();
  return (
    <div className={classes['usual']}>
      <span className={classes['line']}>{customer === null ? say('recipients.customer') : say('recipients.toOne', { address: customer })}</span>
      {all !== null && (
        <button type="button" onClick={() => name({ recipients: all, forwards: null })}>
          {say('recipients.all')}
        </button>
      )}
      <button type="button" onClick={() => name({ recipients: { to: customer === null ? [] : [customer], cc: [], bcc: [] }, forwards: null })}>
        {say('recipients.name')}
      </button>
    </div>
  );
}

function Fields({ naming: { name, problem, suggestions }, named }: { readonly naming: Naming; readonly named: Named }) {
  const { say } = useText();
  const { recipients, forwards } = named;
  // Nobody is told that the fields are still empty before anything was typed.
  const isBegun = recipients.to.length + recipients.cc.length + recipients.bcc.length > 0;
  return (
    <div className={classes['named']} data-recipients role="group" aria-label={say('recipients.label')}>
      {forwards !== null && <p className={classes['going']}>{say('recipients.forwards')}</p>}
      {fields.map((field) => (
        <div key={field} className={classes['row']}>
          <span aria-hidden>{say(`recipients.${field}`)}</span>
          <TagsInput
            className={classes['tags'] ?? ''}
            size="xs"
            variant="unstyled"
            aria-label={say(`recipients.${field}`)}
            aria-invalid={isBegun && problem !== null}
            data={suggestions.filter((address) => !fields.some((one) => recipients[one].includes(address)))}
            value={[...recipients[field]]}
            onChange={(addresses) => name({ ...named, recipients: { ...recipients, [field]: addresses } })}
            splitChars={[',', ';', ' ']}
            acceptValueOnBlur
            maxTags={recipientBounds.most}
            comboboxProps={{ position: 'top-start' }}
          />
        </div>
      ))}
      <div className={classes['under']}>
        <span role="status">{isBegun ? problem : null}</span>
        <button type="button" onClick={() => name(null)}>
          {say(forwards === null ? 'recipients.onlyCustomer' : 'recipients.noForward')}
        </button>
      </div>
    </div>
  );
}
