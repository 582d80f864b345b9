import { recipientBounds, type Recipients } from '#domain/conversation/recipients';
import { TagsInput } from '@mantine/core';
import { useText } from '../text/TextProvider';
import classes from './Recipients.module.css';
import type { Naming } from './use-recipients';

const fields = ['to', 'cc', 'bcc'] as const;

/** To whom an answer by mail goes: the customer, or whom the person names. */
export function RecipientFields({ naming }: { readonly naming: Naming }) {
  const { named } = naming;
  return named === null ? <Usual naming={naming} /> : <Named naming={naming} named={named} />;
}

function Usual({ naming: { customer, all, name } }: { readonly naming: Naming }) {
  const { say } = useText();
  return (
    <div className={classes['usual']}>
      <span className={classes['line']}>{customer === null ? say('recipients.customer') : say('recipients.toOne', { address: customer })}</span>
      {all !== null && (
        <button type="button" onClick={() => name(all)}>
          {say('recipients.all')}
        </button>
      )}
      <button type="button" onClick={() => name({ to: customer === null ? [] : [customer], cc: [], bcc: [] })}>
        {say('recipients.name')}
      </button>
    </div>
  );
}

function Named({ naming: { name, problem, suggestions }, named }: { readonly naming: Naming; readonly named: Recipients }) {
  const { say } = useText();
  return (
    <div className={classes['named']} role="group" aria-label={say('recipients.label')}>
      {fields.map((field) => (
        <label key={field} className={classes['row']}>
          <span>{say(`recipients.${field}`)}</span>
          <TagsInput
            className={classes['tags'] ?? ''}
            size="xs"
            variant="unstyled"
            aria-label={say(`recipients.${field}`)}
            aria-invalid={problem !== null}
            data={suggestions.filter((address) => !fields.some((one) => named[one].includes(address)))}
            value={[...named[field]]}
            onChange={(addresses) => name({ ...named, [field]: addresses })}
            splitChars={[',', ';', ' ']}
            acceptValueOnBlur
            maxTags={recipientBounds.most}
            comboboxProps={{ position: 'top-start' }}
          />
        </label>
      ))}
      <div className={classes['under']}>
        <span role="status">{problem}</span>
        <button type="button" onClick={() => name(null)}>
          {say('recipients.onlyCustomer')}
        </button>
      </div>
    </div>
  );
}
