import { advance, type Replica, type ReplicaEvent, type Step } from '#sync/replica';
import type { Plant } from './plants';

/** The product's step, unless a bug is planted where the desk drives it. */
export function stepAsPlanted(plant: Plant | null, replica: Replica, event: ReplicaEvent): Step {
  if (plant === null || event.type !== 'heard') return advance(replica, event);
  const { frame } = event;
  if (plant === 'answer to an earlier greeting counts' && 'greeting' in frame) return advance({ ...replica, greeting: frame.greeting ?? 0 }, event);
  const isPlanted = plant === 'frame applied without cursor' && replica.road.state === 'live';
  if (!isPlanted || frame.t !== 'changes' || replica.position === null) return advance(replica, event);
  return { replica, effects: [{ type: 'apply', changes: frame.changes, position: { ...replica.position, cursor: frame.to } }] };
}
