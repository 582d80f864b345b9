import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { SecretField } from '../kit/SecretField';
import { useText } from '../text/TextProvider';
import { securitiesFor, type MailboxValues, type TextField } from './mailbox-values';
import classes from './settings.module.css';

type Props = { readonly values: MailboxValues; readonly onChange: (values: MailboxValues) => void };

const secrets: ReadonlySet<TextField> = new Set(['password', 'clientSecret', 'refreshToken']);

/** How a mailbox is reached, and how it is signed in to. */
export function MailboxFields({ values, onChange }: Props) {
  const { say } = useText();
  const ways = (['password', 'oauth'] as const).map((value) => ({ value, label: say(`mailbox.kind.${value}`) }));
  const text = (names: readonly TextField[]) => names.map((name) => <TextOf key={name} name={name} values={values} onChange={onChange} />);
  return (
    <>
      <Place side="in" values={values} onChange={onChange} />
      <Place side="out" values={values} onChange={onChange} />
      <div className={classes['two']}>
        <NativeSelect label={say('mailbox.kind')} value={values.kind} data={ways} onChange={(event) => onChange({ ...values, kind: event.currentTarget.value === 'oauth' ? 'oauth' : 'password' })} />
        {text(['user'])}
      </div>
      {values.kind === 'password' ? (
        text(['password'])
      ) : (
        <>
          <div className={classes['two']}>{text(['client', 'clientSecret'])}</div>
          {text(['tokenUrl', 'scope', 'refreshToken'])}
        </>
      )}
      <Checkbox label={say('mailbox.keepsSent')} checked={values.keepsSent} onChange={(event) => onChange({ ...values, keepsSent: event.currentTarget.checked })} />
    </>
  );
}

function Place({ side, values, onChange }: Props & { readonly side: 'in' | 'out' }) {
  const { say } = useText();
  const security = securitiesFor(values[`${side}Host`]).map((value) => ({ value, label: say(`mailbox.security.${value}`) }));
  return (
    <div className={classes['place']}>
      <TextOf name={`${side}Host`} values={values} onChange={onChange} />
      <TextOf name={`${side}Port`} values={values} onChange={onChange} />
      <NativeSelect
        label={say('mailbox.security')}
        aria-label={say(`mailbox.${side}Security`)}
        value={values[`${side}Security`]}
        data={security}
        onChange={(event) => onChange({ ...values, [`${side}Security`]: event.currentTarget.value })}
      />
    </div>
  );
}

function TextOf({ name, values, onChange }: Props & { readonly name: TextField }) {
  const { say } = useText();
  const own = { name, label: say(`mailbox.${name}`), autoComplete: 'off', maxLength: 4000, value: values[name] };
  if (secrets.has(name)) return <SecretField {...own} onChange={(event) => onChange({ ...values, [name]: event.currentTarget.value })} />;
  return <TextInput {...own} onChange={(event) => onChange({ ...values, [name]: event.currentTarget.value })} />;
}
