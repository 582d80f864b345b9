import { Button, Group, Modal } from '@mantine/core';
import { useAct } from '../kit/act';
import { useText } from '../text/TextProvider';
import { forgetLink, useConversation } from './conversation-store';
import classes from './LinkDialog.module.css';

/** Shows the whole host before a link opens. The host is in its ASCII form, so that look-alike letters show. */
export function LinkDialog() {
  const { say } = useText();
  const { ask } = useAct();
  const link = useConversation((state) => state.link);
  const isMail = link?.protocol === 'mailto:';

  function open(url: URL): void {
    void ask('link.open', { url: url.href });
    forgetLink();
  }

  return (
    <Modal opened={link !== null} onClose={forgetLink} title={say('link.title')} closeButtonProps={{ 'aria-label': say('link.cancel') }}>
      {link !== null && (
        <>
          <p className={classes['lead']}>{say(isMail ? 'link.mail' : 'link.site')}</p>
          <p className={classes['host']}>{isMail ? link.pathname : link.host}</p>
          {!isMail && <p className={classes['address']}>{link.href}</p>}
          {!isMail && <p className={classes['lead']}>{say('link.warning')}</p>}
          <Group justify="flex-end" mt="lg" gap="sm">
            <Button variant="default" data-autofocus onClick={forgetLink}>
              {say('link.cancel')}
            </Button>
            <Button onClick={() => open(link)}>{say('link.open')}</Button>
          </Group>
        </>
      )}
    </Modal>
  );
}

