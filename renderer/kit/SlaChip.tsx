import type { ChannelKind } from '#domain/channel/channel';
import type { FirstResponse } from '#domain/conversation/conversation';
import { IconAlertTriangleFilled, IconClock } from '@tabler/icons-react';
import { memo } from 'react';
import { useText } from '../text/TextProvider';
import { useClockTrusted, useSecond } from './clock';
import { clockFace, countdown, type Countdown } from './countdown';
import classes from './SlaChip.module.css';

type Props = { readonly clock: FirstResponse; readonly kind: ChannelKind; readonly finished: boolean };

/** The first-response countdown. It alone repaints each second, and only while there is something to count. */
export const SlaChip = memo(function SlaChip({ clock, kind, finished }: Props) {
  return finished || clock.state === 'met' ? null : <Ticking clock={clock} kind={kind} />;
});

function Ticking({ clock, kind }: Pick<Props, 'clock' | 'kind'>) {
  const { say } = useText();
  const shown = countdown(clock, kind, useSecond());
  const trusted = useClockTrusted();
  if (shown === null) return null;
  const face = clockFace(shown.left);
  const title = `${say(titleKey(shown), { time: face.replace('−', '') })}${trusted ? '' : ` · ${say('sla.untrusted')}`}`;
  const Sign = shown.running && shown.tone === 'breached' ? IconAlertTriangleFilled : IconClock;
  return (
    <span className={classes['chip']} data-tone={shown.running ? shown.tone : 'missed'} role="timer" aria-live="off" title={title} aria-label={title}>
      <Sign size={12} stroke={2} aria-hidden />
      {trusted || !shown.running ? face : `≈ ${face}`}
    </span>
  );
}

function titleKey({ left, running }: Countdown): 'sla.running' | 'sla.breached' | 'sla.missed' {
  if (!running) return 'sla.missed';
  return left < 0 ? 'sla.breached' : 'sla.running';
}
