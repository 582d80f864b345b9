import { apiScopes, type ApiScope } from '#contract/api-token';
import type { RequestOutput } from '#contract/requests';
import type { PersonId } from '#kernel/id';
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { bridge } from '../kit/bridge';
import { useDirectory } from '../kit/directory';
import { useMe } from '../kit/me';
import { useText } from '../text/TextProvider';
import { Refusal } from './Refusal';
import classes from './settings.module.css';
import { ShownOnce } from './ShownOnce';
import { useAsked } from './use-asked';
import { useForm } from './use-form';

type Token = RequestOutput<'programs.list'>['tokens'][number];

const askTokens = () => bridge.ask('programs.list', {});

/** Which programs may use the API, for whom and how far. */
export function TokensPart() {
  const { say } = useText();
  const { value, refused, again } = useAsked(askTokens);
  const [step, setStep] = useState<{ readonly at: 'rest' | 'form' } | { readonly at: 'made'; readonly secret: string }>({ at: 'rest' });
  const rest = (): void => {
    setStep({ at: 'rest' });
    again();
  };
  return (
    <section className={classes['part']} aria-labelledby="tokens">
      <h3 id="tokens">{say('programs.tokens')}</h3>
      <Refusal code={refused} />
      {value?.tokens.length === 0 && step.at === 'rest' && <p className={classes['lead']}>{say('programs.noTokens')}</p>}
      <ul className={classes['devices']}>{value?.tokens.map((token) => <TokenRow key={token.id} token={token} onRevoked={again} />)}</ul>
      {step.at === 'form' && <TokenForm onMade={(secret) => setStep({ at: 'made', secret })} onCancel={rest} />}
      {step.at === 'made' && <ShownOnce label={say('programs.secret')} secret={step.secret} onKept={rest} />}
      {step.at === 'rest' && <div className={classes['actions']}><Button variant="default" onClick={() => setStep({ at: 'form' })}>{say('programs.make')}</Button></div>}
    </section>
  );
}

function TokenRow({ token, onRevoked }: { readonly token: Token; readonly onRevoked: () => void }) {
  const { say, dates } = useText();
  const directory = useDirectory();
  const { busy, refused, submit } = useForm();
  const { id, name, person, scopes, usedAt } = token;
  const used = usedAt === null ? say('programs.neverUsed') : say('programs.used', { when: dates.moment(usedAt) });
  return (
    <li className={classes['device']}>
      <div className={classes['about']}>
        <span className={classes['name']}><bdi>{name}</bdi></span>
        <span className={classes['dim']}>{directory.person(person)?.name ?? ''} · {used} · {scopes.map((scope) => say(`scope.${scope}`)).join(' · ')}</span>
        <Refusal code={refused} />
      </div>
      <Button variant="subtle" size="compact-sm" color="red" disabled={busy} aria-label={say('programs.revokeNamed', { name })} onClick={() => submit(null, () => bridge.ask('programs.revoke', { token: id }), onRevoked)}>
        {say('programs.revoke')}
      </Button>
    </li>
  );
}

type FormProps = { readonly onMade: (secret: string) => void; readonly onCancel: () => void };

function TokenForm({ onMade, onCancel }: FormProps) {
  const { say } = useText();
  const { people } = useDirectory();
  const me = useMe();
  const [name, setName] = useState('');
  const [person, setPerson] = useState<PersonId>(me.id);
  const [scopes, setScopes] = useState<readonly ApiScope[]>([]);
  const { busy, refused, submit } = useForm();
  const choose = (values: readonly string[]): void => setScopes(apiScopes.filter((scope) => values.includes(scope)));
  return (
    <form className={classes['form']} onSubmit={(event) => submit(event, () => bridge.ask('programs.make', { name, person, scopes: [...scopes], days: null }), ({ secret }) => onMade(secret))}>
      <div className={classes['two']}>
        <TextInput name="token" label={say('programs.name')} required withAsterisk={false} autoFocus maxLength={200} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <NativeSelect label={say('programs.person')} value={person} onChange={(event) => setPerson(people.find(({ id }) => id === event.currentTarget.value)?.id ?? me.id)} data={people.map(({ id, name: label }) => ({ value: id, label }))} />
      </div>
      <Checkbox.Group label={say('programs.scopes')} value={[...scopes]} onChange={choose}>
        <div className={classes['columns']}>{apiScopes.map((scope) => <Checkbox key={scope} value={scope} label={say(`scope.${scope}`)} />)}</div>
      </Checkbox.Group>
      <Refusal code={refused} />
      <div className={classes['actions']}>
        <Button variant="default" onClick={onCancel}>{say('security.cancel')}</Button>
        <Button type="submit" disabled={busy || name.trim() === '' || scopes.length === 0}>{say('programs.make')}</Button>
      </div>
    </form>
  );
}
