import type { ShownSuggestion } from '#contract/suggestion';
import { rejections, type Rejection } from '#domain/suggestion/feedback';
import { HoverCard, Menu, VisuallyHidden } from '@mantine/core';
import { IconAlertTriangle, IconDots } from '@tabler/icons-react';
import { useAct } from '../kit/act';
import { KeyHint } from '../kit/KeyHint';
import { useMinute } from '../kit/clock';
import { useText } from '../text/TextProvider';
import classes from './SuggestionBar.module.css';
import { useObstacleText } from './use-obstacle-text';

type Props = { readonly suggestion: ShownSuggestion; readonly place: number; readonly onInsert: () => void; readonly onReject: (reason: Rejection) => void };

/** One suggestion: what it says, where it comes from, and why it is here. */
export function SuggestionCard({ suggestion, place, onInsert, onReject }: Props) {
  const { say, dates } = useText();
  const { source, title, text, updatedAt, obstacle } = suggestion;
  const now = useMinute();
  const hindered = useObstacleText(obstacle);
  const [name, origin] = source === 'generated' ? [say('suggestions.source.generated'), dates.short(updatedAt, now)] : [title, `${say(`suggestions.source.${source}`)} · ${dates.short(updatedAt, now)}`];
  return (
    <li className={classes['card']}>
      <HoverCard width={420} position="top-start" openDelay={350} withinPortal shadow="md">
        <HoverCard.Target>
          <button type="button" className={classes['take']} aria-disabled={obstacle !== null} onClick={onInsert}>
            <VisuallyHidden>{say('suggestions.insert')}: </VisuallyHidden>
            <KeyHint chord={`mod+${place + 1}`} />
            <span className={classes['line']}>
              <span className={classes['title']} data-generated={source === 'generated' || undefined}>{name}</span> {text}
            </span>
            <span className={classes['origin']} data-blocked={hindered !== null || undefined}>
              {hindered === null ? origin : <><IconAlertTriangle size={12} stroke={2} aria-hidden /> {hindered}</>}
            </span>
          </button>
        </HoverCard.Target>
        <HoverCard.Dropdown p="sm">
          <Details suggestion={suggestion} name={name} origin={origin} hindered={hindered} />
        </HoverCard.Dropdown>
      </HoverCard>
      <RejectMenu title={name} onReject={onReject} />
    </li>
  );
}

function Details({ suggestion: { text, why, flaws }, name, origin, hindered }: { readonly suggestion: ShownSuggestion; readonly name: string; readonly origin: string; readonly hindered: string | null }) {
  const { say } = useText();
  return (
    <div className={classes['details']}>
      <strong>{name}</strong>
      <p className={classes['whole']}>{text}</p>
      {hindered !== null && <p className={classes['hindered']}>{hindered}</p>}
      {flaws.map((flaw) => <p key={flaw} className={classes['origin']}>{say(`suggestions.flaw.${flaw}`)}</p>)}
      <p className={classes['origin']}>{[origin, ...why.map((one) => say(`suggestions.why.${one}`))].join(' · ')}</p>
    </div>
  );
}

function RejectMenu({ title, onReject }: { readonly title: string; readonly onReject: Props['onReject'] }) {
  const { say } = useText();
  const { ask } = useAct();
  return (
    <Menu position="top-end" width={230}>
      <Menu.Target>
        <button type="button" className={classes['more']} aria-label={`${say('suggestions.more')}: ${title}`}>
          <IconDots size={14} stroke={1.75} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{say('suggestions.reject')}</Menu.Label>
        {rejections.map((reason) => <Menu.Item key={reason} onClick={() => onReject(reason)}>{say(`suggestions.reject.${reason}`)}</Menu.Item>)}
        <Menu.Divider />
        <Menu.Item onClick={() => void ask('preferences.save', { suggestions: false })}>{say('suggestions.turnOff')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
