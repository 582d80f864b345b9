import { Button } from '@mantine/core';
import { IconDeviceDesktop } from '@tabler/icons-react';
import { bridge } from '../kit/bridge';
import { useSure } from '../kit/sure';
import { useText } from '../text/TextProvider';
import { Refusal } from './Refusal';
import type { Security } from './SecurityDialog';
import classes from './settings.module.css';
import { useForm } from './use-form';

type Session = Security['sessions'][number];
type Props = { readonly sessions: readonly Session[]; readonly onChanged: () => void; readonly onLeave: () => void };

/** Where the person is signed in, and how to end it. */
export function DevicesPart({ sessions, onChanged, onLeave }: Props) {
  const { say } = useText();
  const { busy, refused, submit } = useForm();
  const sure = useSure();
  const end = ({ id }: Session): void => submit(null, () => bridge.ask('security.endSession', { session: id }), onChanged);
  const endAll = (): void => submit(null, () => bridge.ask('security.signOutEverywhere', {}), onLeave);
  return (
    <section className={classes['part']} aria-labelledby="devices">
      <h3 id="devices">{say('devices.title')}</h3>
      <ul className={classes['devices']}>
        {sessions.toSorted((one, other) => Number(other.isThis) - Number(one.isThis)).map((session) => (
          <Device key={session.id} session={session} busy={busy} onEnd={() => end(session)} />
        ))}
      </ul>
      <Refusal code={refused} />
      {sure.isAsked ? (
        <>
          <p className={classes['lead']}>{say('devices.sure')}</p>
          <div className={classes['actions']}>
            <Button variant="default" data-autofocus autoFocus onClick={sure.back}>{say('security.cancel')}</Button>
            <Button color="red" disabled={busy} onClick={endAll}>{say('devices.doIt')}</Button>
          </div>
        </>
      ) : (
        <div className={classes['actions']}>
          <Button key="ask" variant="default" autoFocus={sure.isBack} onClick={sure.ask}>{say('devices.everywhere')}</Button>
        </div>
      )}
    </section>
  );
}

function Device({ session, busy, onEnd }: { readonly session: Session; readonly busy: boolean; readonly onEnd: () => void }) {
  const { say, dates } = useText();
  const { isThis, network, seenAt } = session;
  const name = session.device === '' ? say('devices.unnamed') : session.device;
  return (
    <li className={classes['device']}>
      <IconDeviceDesktop size={20} stroke={1.5} aria-hidden />
      <div className={classes['about']}>
        <span className={classes['name']}>
          <bdi>{name}</bdi>
          {isThis && <span className={classes['badge']}>{say('devices.this')}</span>}
        </span>
        <span className={classes['dim']} title={dates.full(seenAt)}>
          {isThis ? say('devices.now') : say('devices.seen', { when: dates.moment(seenAt) })} · {say(`network.${network}`)}
        </span>
      </div>
      {!isThis && (
        <Button variant="subtle" size="compact-sm" disabled={busy} aria-label={say('devices.endNamed', { device: name })} onClick={onEnd}>
          {say('devices.end')}
        </Button>
      )}
    </li>
  );
}
