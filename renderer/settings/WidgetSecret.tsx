import { Button } from '@mantine/core';
import { useState } from 'react';
import { bridge } from '../kit/bridge';
import { useSure } from '../kit/sure';
import { useText } from '../text/TextProvider';
import { Refusal } from './Refusal';
import classes from './settings.module.css';
import { ShownOnce } from './ShownOnce';
import { useForm } from './use-form';
import type { SiteProps } from './WidgetDialog';

/** With what a shop signs who its customers are: made here, shown once, and replaced. */
export function WidgetSecret({ site: { channel, hasSecret }, onChanged }: SiteProps) {
  const { say } = useText();
  const { busy, refused, submit } = useForm();
  const [secret, setSecret] = useState<string | null>(null);
  const { isAsked: isSure, isBack, ask, back } = useSure();
  const make = (): void => submit(null, () => bridge.ask('widget.secret', { channel }), (made) => setSecret(made.secret));
  const kept = (): void => {
    setSecret(null);
    back();
    onChanged();
  };
  if (secret !== null) return <ShownOnce label={say('widget.secret')} secret={secret} onKept={kept} />;
  return (
    <div className={classes['form']}>
      <p className={classes['lead']}>{say(hasSecret ? 'widget.signs' : 'widget.signsNot')} {say('widget.signs.how')}</p>
      {isSure && <p className={classes['lead']} role="alert">{say('widget.newSecretSure')}</p>}
      <Refusal code={refused} />
      <div className={classes['actions']}>
        {isSure && <Button variant="default" autoFocus onClick={back}>{say('security.cancel')}</Button>}
        {hasSecret && !isSure && <Button variant="default" autoFocus={isBack} onClick={ask}>{say('widget.newSecret')}</Button>}
        {isSure && <Button color="red" disabled={busy} onClick={make}>{say('widget.doNewSecret')}</Button>}
        {!hasSecret && <Button disabled={busy} onClick={make}>{say('widget.makeSecret')}</Button>}
      </div>
    </div>
  );
}
