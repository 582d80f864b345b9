import type { WatchOutput } from '#contract/requests';
import { unreachable } from '#kernel/unreachable';
import { Tooltip, VisuallyHidden } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Text } from '../text/TextProvider';
import { useText } from '../text/TextProvider';
import classes from './ConnectionChip.module.css';
import { showOverlay } from './desk-store';

type Connection = WatchOutput<'connection'>;

/** How the connection stands. A short break is not worth a word: bad news is held back for a moment, good news is not. */
export function ConnectionChip({ connection }: { readonly connection: Connection }) {
  const text = useText();
  const shown = useHeldBack(connection);
  const tone = toneOf(shown);
  return (
    <Tooltip label={text.say(hintOf(shown))} multiline maw={320} position="top-start">
      <button type="button" className={classes['chip']} data-tone={tone} data-connection={shown.state} onClick={() => showOverlay('waiting')}>
        <span className={classes['light']} aria-hidden />
        <span>
          {wordOf(shown, text)}
          {shown.waiting > 0 && shown.state !== 'loading' && <span className={classes['waiting']}>{text.say('connection.waiting', { n: shown.waiting })}</span>}
        </span>
      </button>
    </Tooltip>
  );
}

/** Nothing within a button is heard as it changes: what the chip says is said beside it. */
export function ConnectionStatus({ connection }: { readonly connection: Connection }) {
  const text = useText();
  return <VisuallyHidden role="status">{wordOf(useHeldBack(connection), text)}</VisuallyHidden>;
}

const patience = 1500;

function useHeldBack(connection: Connection): Connection {
  const [held, setHeld] = useState(connection);
  const calm = connection.state === 'online' && connection.waiting === 0;
  const known = calm || (connection.state !== 'online' && held.state === connection.state);
  useEffect(() => {
    const timer = window.setTimeout(() => setHeld(connection), known ? 0 : patience);
    return () => window.clearTimeout(timer);
  }, [connection, known]);
  return calm ? connection : held;
}

function toneOf({ state, waiting }: Connection): 'good' | 'busy' | 'bad' {
  if (state === 'offline') return 'bad';
  return state === 'online' && waiting === 0 ? 'good' : 'busy';
}

function hintOf({ state, waiting }: Connection): 'connection.offlineHint' | 'connection.waitingHint' | 'connection.onlineHint' {
  if (state !== 'online') return 'connection.offlineHint';
  return waiting > 0 ? 'connection.waitingHint' : 'connection.onlineHint';
}

function wordOf({ state, since, loaded }: Connection, { say, dates }: Text): string {
  switch (state) {
    case 'online':
    case 'connecting':
      return say(`connection.${state}`);
    case 'loading':
      return loaded === null || loaded === 0 ? say('connection.loading') : say('connection.loaded', { n: loaded });
    case 'offline':
      return since === null ? say('connection.offline') : say('connection.offlineSince', { time: dates.time(since) });
    default:
      return unreachable(state);
  }
}
