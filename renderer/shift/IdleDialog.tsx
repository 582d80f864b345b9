import type { WatchOutput } from '#contract/requests';
import { chosenStates, type AgentState } from '#domain/shift/agent-state';
import { Button } from '@mantine/core';
import { Dialog } from '../kit/Dialog';
import { useAct } from '../kit/act';
import { useLive } from '../kit/live';
import { useText } from '../text/TextProvider';
import { stateIcons } from './state-looks';
import classes from './IdleDialog.module.css';

type Shift = NonNullable<WatchOutput<'shift'>>;

/** Asks whether somebody is still there, and what they do once they are back. */
export function IdleDialog() {
  const { say } = useText();
  const { ask } = useAct();
  const shift = useLive('shift', {}) ?? null;
  const question = shift?.question ?? null;
  const here = (): void => void ask('state.here', {});
  const isBack = question === 'which';
  return (
    <Dialog opened={question !== null} onClose={isBack ? () => void ask('state.set', { state: 'available' }) : here} title={say(isBack ? 'idle.whichTitle' : 'idle.stillTitle')}>
      {shift !== null && (isBack ? <Which shift={shift} onChoose={(state) => void ask('state.set', { state })} /> : <Still onHere={here} />)}
    </Dialog>
  );
}

function Still({ onHere }: { readonly onHere: () => void }) {
  const { say } = useText();
  return (
    <>
      <p className={classes['text']}>{say('idle.stillText')}</p>
      <div className={classes['actions']}>
        <Button data-autofocus onClick={onHere}>
          {say('idle.here')}
        </Button>
      </div>
    </>
  );
}

function Which({ shift, onChoose }: { readonly shift: Shift; readonly onChoose: (state: AgentState) => void }) {
  const { say, dates } = useText();
  return (
    <>
      <p className={classes['text']}>{say('idle.whichText', { time: shift.since === null ? '—' : dates.time(shift.since) })}</p>
      <div className={classes['states']}>
        {chosenStates.map((state) => {
          const Drawing = stateIcons[state];
          return (
            <Button key={state} variant={state === 'available' ? 'filled' : 'default'} data-autofocus={state === 'available' || undefined} justify="flex-start" leftSection={<Drawing size={16} stroke={1.75} aria-hidden />} onClick={() => onChoose(state)}>
              {say(`state.${state}`)}
            </Button>
          );
        })}
      </div>
    </>
  );
}
