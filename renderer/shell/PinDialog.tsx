import type { Failure } from '#contract/failures';
import { Button, Group } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { Dialog } from '../kit/Dialog';
import { SecretField } from '../kit/SecretField';
import { bridge } from '../kit/bridge';
import { useLive } from '../kit/live';
import { useText } from '../text/TextProvider';
import { showOverlay, useDesk } from './desk-store';
import classes from './PinDialog.module.css';

/** What opens the place when it is locked, for a person whose password is kept elsewhere. */
export function PinDialog() {
  const { say } = useText();
  const opened = useDesk((state) => state.overlay === 'pin');
  return (
    <Dialog opened={opened} onClose={close} title={say('pin.title')} closeButtonProps={{ 'aria-label': say('pin.later') }}>
      <PinForm />
    </Dialog>
  );
}

const close = (): void => showOverlay('none');

function PinForm() {
  const { say } = useText();
  const session = useLive('session', {});
  const stands = session?.state === 'signedIn' && session.by === 'pin';
  const [before, setBefore] = useState('');
  const [pin, setPin] = useState('');
  const [refused, setRefused] = useState<Failure | null>(null);

  async function keep(event: FormEvent): Promise<void> {
    event.preventDefault();
    const outcome = await bridge.ask('session.setPin', { pin, before: stands ? before : null });
    if (outcome.ok) close();
    else setRefused(outcome.code);
  }

  return (
    <form className={classes['form']} onSubmit={(event) => void keep(event)}>
      <p className={classes['text']}>{say('pin.why')}</p>
      {stands && <SecretField name="before" required data-autofocus maxLength={64} label={say('pin.before')} value={before} onChange={(event) => setBefore(event.currentTarget.value)} />}
      <SecretField name="pin" required data-autofocus={!stands || undefined} minLength={6} maxLength={64} label={say('pin.new')} value={pin} onChange={(event) => setPin(event.currentTarget.value)} />
      {refused !== null && (
        <p className={classes['failure']} role="alert">
          {say(`failure.${refused}`)}
        </p>
      )}
      <Group justify="flex-end" gap="sm">
        <Button type="button" variant="default" onClick={close}>
          {say('pin.later')}
        </Button>
        <Button type="submit">{say('pin.keep')}</Button>
      </Group>
    </form>
  );
}
