import type { ShownMessage } from '#contract/requests';
import { minute, type Duration, type Instant } from '#kernel/instant';

/** What stands one under the other in a conversation. `joined`: by the same author shortly after, shown without a head. */
export type Line =
  | { readonly kind: 'earlier'; readonly key: 'earlier'; readonly state: 'fetching' | 'elsewhere' }
  | { readonly kind: 'day'; readonly key: string; readonly at: Instant }
  | { readonly kind: 'message'; readonly key: string; readonly shown: ShownMessage; readonly joined: boolean }
  | { readonly kind: 'typing'; readonly key: 'typing' };

const closeTogether: Duration = 5 * minute;

export function linesOf(messages: readonly ShownMessage[], startOfDay: (at: Instant) => Instant): readonly Line[] {
  const lines: Line[] = [];
  let former: ShownMessage | null = null;
  for (const shown of messages) {
    const day = startOfDay(shown.row.at);
    const newDay = former === null || startOfDay(former.row.at) !== day;
    if (newDay) lines.push({ kind: 'day', key: `day-${day}`, at: shown.row.at });
    lines.push({ kind: 'message', key: shown.row.id, shown, joined: !newDay && former !== null && isJoined(former, shown) });
    former = shown;
  }
  return lines;
}

function isJoined(former: ShownMessage, shown: ShownMessage): boolean {
  const a = former.row.part;
  const b = shown.row.part;
  if (a.kind === 'event' || b.kind === 'event' || a.kind !== b.kind) return false;
  return a.author === b.author && shown.row.at - former.row.at < closeTogether;
}
