import type { WatchOutput } from '#contract/requests';
import { activityOf } from '#domain/shift/activity';
import { chosenStates, isRoutable, type AgentState } from '#domain/shift/agent-state';
import type { Instant } from '#kernel/instant';
import { Menu, VisuallyHidden } from '@mantine/core';
import { IconArrowRight, IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useAct } from '../kit/act';
import { useSecond } from '../kit/clock';
import { clockFace } from '../kit/countdown';
import { KeyHint } from '../kit/KeyHint';
import { useLive } from '../kit/live';
import { useText } from '../text/TextProvider';
import { openStateMenu, useShift } from './shift-store';
import { stateIcons } from './state-looks';
import classes from './StateMenu.module.css';

type Shift = NonNullable<WatchOutput<'shift'>>;

/** What I do now, for how long, and what follows. */
export function StateMenu() {
  const shift = useLive('shift', {});
  return shift === undefined || shift === null ? <div className={classes['empty']} /> : <Selector shift={shift} />;
}

function Selector({ shift }: { readonly shift: Shift }) {
  const { say } = useText();
  const opened = useShift((state) => state.menuOpened);
  useCleared(shift);
  return (
    <Menu opened={opened} onChange={openStateMenu} position="bottom-start" width={252} returnFocus>
      <Menu.Target>
        <button type="button" className={classes['target']} data-state={shift.state}>
          <span className={classes['line']}>
            <VisuallyHidden>{say('state.menu')}: </VisuallyHidden>
            <span className={classes['dot']} data-routable={isRoutable(shift.state) || undefined} data-off={shift.state === 'offline' || undefined} />
            <span className={classes['name']}>{say(`state.${shift.state}`)}</span>
            {shift.since !== null && <Timer since={shift.since} />}
          </span>
          <Below shift={shift} />
        </button>
      </Menu.Target>
      <Menu.Dropdown p={6}>
        <Choices shift={shift} />
      </Menu.Dropdown>
    </Menu>
  );
}

/** What is derived, and what follows. */
function Below({ shift }: { readonly shift: Shift }) {
  const { say } = useText();
  const activity = activityOf(shift);
  const derived = activity === 'onContact' ? say('activity.onContact', { n: shift.contacts }) : shift.wrapsUp ? say('activity.afterContact') : shift.since === null ? say('state.choose') : null;
  if (derived === null && shift.next === null) return null;
  return (
    <span className={classes['below']}>
      {derived !== null && <span>{derived}</span>}
      {shift.next !== null && (
        <span className={classes['next']}>
          <IconArrowRight size={12} stroke={2} aria-hidden />
          {say('state.next', { state: say(`state.${shift.next}`) })}
        </span>
      )}
    </span>
  );
}

function Timer({ since }: { readonly since: Instant }) {
  const now = useSecond();
  return <span className={classes['timer']}>{clockFace(Math.max(0, now - since))}</span>;
}

function Choices({ shift }: { readonly shift: Shift }) {
  const { say } = useText();
  const { ask } = useAct();
  const isOnContact = activityOf(shift) === 'onContact' || shift.wrapsUp;
  return (
    <>
      <Menu.Label className={classes['label']}>
        {say(isOnContact ? 'state.now' : 'state.menu')} <KeyHint chord="mod+shift+s" />
      </Menu.Label>
      {chosenStates.map((state) => (
        <Choice key={state} state={state} isChosen={state === shift.state} onChoose={() => void ask('state.set', { state })} />
      ))}
      {isOnContact && (
        <>
          <Menu.Divider />
          <Menu.Label>{say('state.after')}</Menu.Label>
          {chosenStates.filter((state) => state !== shift.state).map((state) => (
            <Choice key={state} state={state} isChosen={state === shift.next} onChoose={() => void ask('state.next', { next: state })} />
          ))}
          {shift.next !== null && (
            <Menu.Item leftSection={<IconX size={16} stroke={1.75} aria-hidden />} onClick={() => void ask('state.next', { next: null })}>
              {say('state.nextNone')}
            </Menu.Item>
          )}
        </>
      )}
    </>
  );
}

function Choice({ state, isChosen, onChoose }: { readonly state: AgentState; readonly isChosen: boolean; readonly onChoose: () => void }) {
  const { say } = useText();
  const Drawing = stateIcons[state];
  return (
    <Menu.RadioItem value={state} checked={isChosen} className={classes['choice']} title={say(isRoutable(state) ? 'state.routable' : 'state.notRoutable')} closeMenuOnClick rightSection={<Drawing size={16} stroke={1.75} aria-hidden />} onClick={onChoose}>
      {say(`state.${state}`)}
    </Menu.RadioItem>
  );
}

/** Something else than what was named came after the contact: the person is told that it is gone. */
function useCleared({ state, next }: Shift): void {
  const { say } = useText();
  const { tell } = useAct();
  const before = useRef(next);
  useEffect(() => {
    const named = before.current;
    before.current = next;
    if (named !== null && next === null && state !== named) tell(say('state.cleared', { state: say(`state.${named}`) }));
  }, [state, next, say, tell]);
}
