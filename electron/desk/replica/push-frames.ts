import { limits } from '#contract/limits';
import type { FromDesk } from '#contract/protocol';

type Push = Extract<FromDesk, { t: 'push' }>;
type Mutation = Push['mutations'][number];

/** What a frame has around its mutations, generously. */
const frame = 256;

/** Mutations in as few frames as the server takes, in their order; the longest mutation has room in a frame of its own. */
export function pushFrames(mutations: readonly Mutation[]): readonly Push[] {
  const frames: Push[] = [];
  let size = Infinity;
  for (const mutation of mutations) {
    const bytes = Buffer.byteLength(JSON.stringify(mutation)) + 1;
    const last = frames.at(-1);
    if (last !== undefined && last.mutations.length < limits.pushBatch && size + bytes <= limits.clientFrame) {
      last.mutations.push(mutation);
      size += bytes;
    } else {
      frames.push({ t: 'push', mutations: [mutation] });
      size = frame + bytes;
    }
  }
  return frames;
}
