import { firstResponseTarget, type ChannelKind } from '#domain/channel/channel';
import type { FirstResponse } from '#domain/conversation/conversation';
import { hour, minute, second, type Duration, type Instant } from '#kernel/instant';
import { unreachable } from '#kernel/unreachable';

export type Tone = 'met' | 'approaching' | 'breached';
export type Countdown = { readonly tone: Tone; readonly left: Duration; readonly running: boolean };

/** A missed target stays visible for this long after the answer. */
const regret: Duration = 15 * minute;

/** What the chip shows: the time left to the target, below zero once it is missed; null when there is nothing to show. */
export function countdown(clock: FirstResponse, kind: ChannelKind, now: Instant): Countdown | null {
  switch (clock.state) {
    case 'running': {
      const left = clock.dueAt - now;
      return { tone: toneOf(left, firstResponseTarget[kind]), left, running: true };
    }
    case 'met':
      return null;
    case 'missed':
      return now - clock.at < regret ? { tone: 'breached', left: clock.dueAt - clock.at, running: false } : null;
    default:
      return unreachable(clock);
  }
}

/** The last quarter of the target is "approaching". */
function toneOf(left: Duration, target: Duration): Tone {
  if (left < 0) return 'breached';
  return left <= target / 4 ? 'approaching' : 'met';
}

/** `1:02:03`, `02:03`, with a minus once it is past; days are left out of the clock and given in whole hours. */
export function clockFace(left: Duration): string {
  const past = left < 0;
  const total = past ? Math.floor(-left / second) : Math.ceil(left / second);
  const hours = Math.floor(total / (hour / second));
  const minutes = Math.floor(total / 60) % 60;
  const tail = `${pad(minutes)}:${pad(total % 60)}`;
  return `${past ? '−' : ''}${hours > 0 ? `${hours}:` : ''}${tail}`;
}

function pad(part: number): string {
  return String(part).padStart(2, '0');
}
