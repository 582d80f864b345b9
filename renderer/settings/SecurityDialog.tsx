import type { Failure } from '#contract/failures';
import type { RequestOutput } from '#contract/requests';
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Beginning } from '../kit/Beginning';
import { Dialog } from '../kit/Dialog';
import { bridge } from '../kit/bridge';
import { useText } from '../text/TextProvider';
import { DevicesPart } from './DevicesPart';
import { FactorPart } from './FactorPart';
import { PasswordPart } from './PasswordPart';
import classes from './settings.module.css';

type Props = { readonly opened: boolean; readonly onClose: () => void };
export type Security = RequestOutput<'security.read'>;

/** What a person does for the safety of their own account. The server alone knows it, so it is asked each time. */
export function SecurityDialog({ opened, onClose }: Props) {
  const { say } = useText();
  const opening = useOpening(opened);
  return (
    <Dialog opened={opened} onClose={onClose} size={600} title={say('security.title')}>
      <Beginning>
        <Parts key={opening} onLeave={onClose} />
      </Beginning>
    </Dialog>
  );
}

/** Which opening it is: one that comes while the dialog still fades out asks anew too. */
function useOpening(opened: boolean): number {
  const [last, setLast] = useState({ opened, count: 0 });
  if (last.opened !== opened) setLast({ opened, count: last.count + Number(opened) });
  return last.count;
}

/** Lives as long as the dialog is open, and forgets everything with it. */
function Parts({ onLeave }: { readonly onLeave: () => void }) {
  const { say } = useText();
  const [security, setSecurity] = useState<Security | null>(null);
  const [refused, setRefused] = useState<Failure | null>(null);
  const read = (): void => void askFor(setSecurity, setRefused);
  useEffect(() => void askFor(setSecurity, setRefused), []);

  if (security !== null) {
    return (
      <>
        <DevicesPart sessions={security.sessions} onChanged={read} onLeave={onLeave} />
        <FactorPart factor={security.factor} onChanged={read} />
        <PasswordPart onChanged={read} />
      </>
    );
  }
  if (refused === null) return <p className={classes['lead']} role="status">{say('security.asking')}</p>;
  return (
    <div className={classes['row']}>
      <p className={classes['refused']} role="alert">{say(`failure.${refused}`)}</p>
      <Button variant="default" data-autofocus onClick={read}>{say('security.again')}</Button>
    </div>
  );
}

async function askFor(show: (security: Security) => void, refuse: (code: Failure | null) => void): Promise<void> {
  const outcome = await bridge.ask('security.read', {});
  if (outcome.ok) show(outcome.value);
  refuse(outcome.ok ? null : outcome.code);
}
