import type { RequestOutput } from '#contract/requests';
import type { HandOverReason } from '#domain/conversation/message';
import { handOverReasons } from '#domain/conversation/message';
import type { BotPlan } from '#domain/bot/plan';
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { bridge } from '../kit/bridge';
import { useText } from '../text/TextProvider';
import { faultOf } from './bot-plan-fault';
import { Refusal } from './Refusal';
import own from './bot.module.css';
import classes from './settings.module.css';
import { useForm } from './use-form';

type Turn = RequestOutput<'bot.try'>['turns'][number];
type Tried = { readonly lines: readonly string[]; readonly turns: readonly Turn[] };

const nothing: Tried = { lines: [], turns: [] };

/** A conversation with the bot as it stands in the form; the whole of it is asked with each line. */
export function BotTrial({ plan }: { readonly plan: BotPlan }) {
  const { say } = useText();
  const [line, setLine] = useState('');
  const [tried, setTried] = useState(nothing);
  const { busy, refused, submit } = useForm();
  const fault = faultOf(plan);
  const isOver = tried.turns.some(({ handsOver }) => handsOver !== null);
  const write = (): void => {
    const lines = [...tried.lines, line.trim()];
    submit(null, () => bridge.ask('bot.try', { plan, said: lines }), ({ turns }) => {
      setTried({ lines, turns });
      setLine('');
    });
  };
  return (
    <div className={classes['form']}>
      <p className={classes['lead']}>{say('bot.tryLead')}</p>
      <div className={own['trial']} role="log" aria-live="polite">
        {tried.turns.map((turn, place) => <TurnLines key={place} said={tried.lines[place] ?? ''} turn={turn} />)}
      </div>
      {fault === null ? <Refusal code={refused} /> : <p className={classes['refused']} role="alert">{say(fault.text, { title: fault.title })}</p>}
      <form
        className={classes['row']}
        onSubmit={(event) => {
          event.preventDefault();
          if (line.trim() !== '' && !isOver) write();
        }}
      >
        <TextInput className={classes['grow'] ?? ''} aria-label={say('bot.said')} placeholder={say('bot.said')} maxLength={2000} value={line} disabled={isOver || fault !== null} onChange={(event) => setLine(event.currentTarget.value)} />
        {!isOver && <Button type="submit" disabled={busy || fault !== null || line.trim() === ''}>{say('bot.send')}</Button>}
        <Button variant="default" disabled={tried.lines.length === 0} onClick={() => setTried(nothing)}>{say('bot.again')}</Button>
      </form>
    </div>
  );
}

function TurnLines({ said, turn }: { readonly said: string; readonly turn: Turn }) {
  const { say } = useText();
  const { intent, score, margin, isSure, handsOver, says } = turn;
  const measured = { intent: intent ?? '', score: percent(score), margin: percent(margin) };
  const why = reasonOf(handsOver);
  return (
    <>
      <p className={own['saidByCustomer']}>{said}</p>
      {intent !== null && <p className={classes['dim']}>{say(isSure ? 'bot.understood' : 'bot.notSure', measured)}</p>}
      {says.map((text, place) => <p key={place} className={own['saidByBot']}>{text}</p>)}
      {why !== null && <p className={classes['dim']}>{say('bot.gave', { why: say(`handOver.${why}`) })}</p>}
    </>
  );
}

function percent(share: number): string {
  return String(Math.round(share * 100));
}

function reasonOf(name: string | null): HandOverReason | null {
  return handOverReasons.find((one) => one === name) ?? null;
}
