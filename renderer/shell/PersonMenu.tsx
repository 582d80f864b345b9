import { Menu, VisuallyHidden } from '@mantine/core';
import { IconBell, IconBulb, IconDoorExit, IconFileImport, IconKeyboard, IconListCheck, IconLock, IconLogout, IconMailCog, IconMessageChatbot, IconMessages, IconPassword, IconPalette, IconPlane, IconRobot, IconSelector, IconShieldLock, IconSignature, IconTemplate, IconUsers, IconWebhook } from '@tabler/icons-react';
import { useAway } from '../kit/absences';
import { useAct } from '../kit/act';
import { Face } from '../kit/Face';
import { KeyHint } from '../kit/KeyHint';
import { useMe } from '../kit/me';
import { useText } from '../text/TextProvider';
import { showOverlay } from './desk-store';
import { IdleAfterSwitch } from './IdleAfterSwitch';
import { LanguageSwitch } from './LanguageSwitch';
import { LockAfterSwitch } from './LockAfterSwitch';
import classes from './PersonMenu.module.css';
import { useHasOwnPin } from './use-pin';
import { UndoSendSwitch } from './UndoSendSwitch';
import { useSignOut } from './use-sign-out';

/** Who I am, and what is mine to set: language, appearance, keys, signing out. */
export function PersonMenu() {
  const { say } = useText();
  const me = useMe();
  const signOut = useSignOut();
  const away = useAway();
  const { ask } = useAct();
  const hasOwnPin = useHasOwnPin();
  return (
    <Menu position="right-end" width={264} closeOnItemClick>
      <Menu.Target>
        <button type="button" className={classes['person']}>
          <VisuallyHidden>{say('person.menu')}: </VisuallyHidden>
          <Face name={me.name} size={30} />
          <span className={classes['who']}>
            <span className={classes['name']} title={me.name}>
              {me.name}
            </span>
            <span className={classes['roles']}>{away(me.id) ?? me.roles.map((role) => say(`role.${role}`)).join(', ')}</span>
          </span>
          <IconSelector size={16} stroke={1.75} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown p={8} className={classes['menu'] ?? ''}>
        <Switches />
        <Menu.Divider my={4} />
        <Menu.Item leftSection={<IconLock size={16} stroke={1.75} />} rightSection={<KeyHint chord="mod+l" />} onClick={() => void ask('session.lock', {})}>
          {say('keys.lock')}
        </Menu.Item>
        {hasOwnPin && (
          <Menu.Item leftSection={<IconPassword size={16} stroke={1.75} />} onClick={() => showOverlay('pin')}>
            {say('pin.title')}
          </Menu.Item>
        )}
        <OwnItems />
        {(me.roles.includes('administrator') || me.roles.includes('supervisor')) && <LeadItems />}
        {me.roles.includes('administrator') && <CompanyItems />}
        <Menu.Item leftSection={<IconKeyboard size={16} stroke={1.75} />} rightSection={<KeyHint chord="?" />} onClick={() => showOverlay('help')}>
          {say('person.help')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} stroke={1.75} />} onClick={() => void signOut()}>
          {say('person.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** How this computer is set. */
function Switches() {
  const { say } = useText();
  return (
    <>
      <Menu.Label>{say('person.language')}</Menu.Label>
      <LanguageSwitch />
      <Menu.Label mt={6}>{say('person.lockAfter')}</Menu.Label>
      <LockAfterSwitch />
      <Menu.Label mt={6}>{say('person.undoSend')}</Menu.Label>
      <UndoSendSwitch />
      <Menu.Label mt={6}>{say('idle.after')}</Menu.Label>
      <IdleAfterSwitch />
    </>
  );
}

/** What everybody keeps on the server for themselves. */
function OwnItems() {
  const { say } = useText();
  return (
    <>
      <Menu.Item leftSection={<IconShieldLock size={16} stroke={1.75} />} onClick={() => showOverlay('security')}>
        {say('person.security')}
      </Menu.Item>
      <Menu.Item leftSection={<IconSignature size={16} stroke={1.75} />} onClick={() => showOverlay('signature')}>
        {say('signature.title')}
      </Menu.Item>
      <Menu.Item leftSection={<IconDoorExit size={16} stroke={1.75} />} onClick={() => showOverlay('closeShift')}>
        {say('closeShift.title')}
      </Menu.Item>
      <Menu.Item leftSection={<IconPalette size={16} stroke={1.75} />} onClick={() => showOverlay('appearance')}>
        {say('appearance.title')}
      </Menu.Item>
      <Menu.Item leftSection={<IconBell size={16} stroke={1.75} />} onClick={() => showOverlay('attention')}>
        {say('attention.title')}
      </Menu.Item>
      <Menu.Item leftSection={<IconPlane size={16} stroke={1.75} />} onClick={() => showOverlay('absence')}>
        {say('absence.title')}
      </Menu.Item>
    </>
  );
}

/** What those who lead set for their teams. */
function LeadItems() {
  const { say } = useText();
  return (
    <>
      <Menu.Item leftSection={<IconTemplate size={16} stroke={1.75} />} onClick={() => showOverlay('macros')}>
        {say('macros.title')}
      </Menu.Item>
      <Menu.Item leftSection={<IconMailCog size={16} stroke={1.75} />} onClick={() => showOverlay('frames')}>
        {say('frame.title')}
      </Menu.Item>
    </>
  );
}

/** What an administrator sets for everybody. */
function CompanyItems() {
  const { say } = useText();
  return (
    <>
      <Menu.Divider my={4} />
      <Menu.Label>{say('person.company')}</Menu.Label>
      <Menu.Item leftSection={<IconUsers size={16} stroke={1.75} />} onClick={() => showOverlay('company')}>
        {say('company.title')}
      </Menu.Item>
      <Menu.Item leftSection={<IconListCheck size={16} stroke={1.75} />} onClick={() => showOverlay('outcomes')}>
        {say('outcomes.title')}
      </Menu.Item>
      <Menu.Item leftSection={<IconBulb size={16} stroke={1.75} />} onClick={() => showOverlay('companySuggestions')}>
        {say('suggestions.settings.title')}
      </Menu.Item>
      <Menu.Item leftSection={<IconMessages size={16} stroke={1.75} />} onClick={() => showOverlay('channels')}>
        {say('channels.title')}
      </Menu.Item>
      <Menu.Item leftSection={<IconMessageChatbot size={16} stroke={1.75} />} onClick={() => showOverlay('widget')}>
        {say('widget.title')}
      </Menu.Item>
      <Menu.Item leftSection={<IconRobot size={16} stroke={1.75} />} onClick={() => showOverlay('bot')}>
        {say('bot.title')}
      </Menu.Item>
      <Menu.Item leftSection={<IconFileImport size={16} stroke={1.75} />} onClick={() => showOverlay('imports')}>
        {say('import.title')}
      </Menu.Item>
      <Menu.Item leftSection={<IconWebhook size={16} stroke={1.75} />} onClick={() => showOverlay('programs')}>
        {say('programs.title')}
      </Menu.Item>
      <Menu.Divider my={4} />
    </>
  );
}
