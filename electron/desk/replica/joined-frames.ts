import type { FromServer } from '#contract/protocol';
import type { ReplicaEvent } from '#sync/replica';

type Changes = Extract<FromServer, { t: 'changes' }>;

/** Changes that one rebase takes at most. */
const mostChanges = 2000;

/**
 * The event, and where it brings changes, together with those that waiting events would bring right after them: many frames
 * cost one rebase. What it takes leaves `waiting`. Joined frames are what the server would have sent to a slower reader.
 */
export function withNext(event: ReplicaEvent, waiting: ReplicaEvent[]): ReplicaEvent {
  const first = changesOf(event);
  if (event.type !== 'heard' || first === null) return event;
  const changes = [...first.changes];
  let { to } = first;
  let { at } = event;
  for (let index = 0; index < waiting.length && changes.length < mostChanges; ) {
    const next = waiting[index];
    const frame = next === undefined ? null : changesOf(next);
    if (next?.type === 'heard' && frame !== null) {
      if (frame.from !== to) break;
      changes.push(...frame.changes);
      ({ to } = frame);
      ({ at } = next);
      waiting.splice(index, 1);
    } else if (next !== undefined && standsBetween(next)) break;
    else index += 1;
  }
  return { type: 'heard', frame: { ...first, to, changes }, at };
}

/** Only what says nothing of the order of changes may be passed. */
function standsBetween(event: ReplicaEvent): boolean {
  if (event.type === 'mutated' || event.type === 'tick') return false;
  return event.type !== 'heard' || (event.frame.t !== 'ack' && event.frame.t !== 'typing' && event.frame.t !== 'result');
}

function changesOf(event: ReplicaEvent): Changes | null {
  return event.type === 'heard' && event.frame.t === 'changes' ? event.frame : null;
}
