import { Button, Group } from '@mantine/core';
import { Dialog } from '../kit/Dialog';
import { useAct } from '../kit/act';
import { useLive } from '../kit/live';
import { useText } from '../text/TextProvider';
import { showOverlay, useDesk } from './desk-store';
import classes from './SignOutDialog.module.css';

/** The warning before work is thrown away that has not left this computer. */
export function SignOutDialog() {
  const { say } = useText();
  const { ask } = useAct();
  const opened = useDesk((state) => state.overlay === 'signOut');
  const waiting = useLive('connection', {})?.waiting ?? 0;
  const stay = (): void => showOverlay('none');

  function leave(what: 'keep' | 'discard'): void {
    stay();
    void ask('session.signOut', { waiting: what });
  }

  return (
    <Dialog opened={opened} onClose={stay} title={say('signOut.title')} closeButtonProps={{ 'aria-label': say('signOut.stay') }}>
      <p className={classes['text']}>{waiting > 0 ? say('signOut.waiting', { n: waiting }) : say('connection.onlineHint')}</p>
      <Group justify="flex-end" gap="sm">
        <Button variant="default" data-autofocus onClick={stay}>
          {say('signOut.stay')}
        </Button>
        {waiting > 0 && (
          <Button color="red" variant="subtle" onClick={() => leave('discard')}>
            {say('signOut.discard')}
          </Button>
        )}
        <Button onClick={() => leave('keep')}>{say(waiting > 0 ? 'signOut.keep' : 'person.signOut')}</Button>
      </Group>
    </Dialog>
  );
}
