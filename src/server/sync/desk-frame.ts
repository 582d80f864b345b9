import { fromDesk, type FromDesk } from '#contract/protocol';
import { z } from 'zod';
import { dialectOf } from './dialect';

/** A hello of a version that this server does not know need not be one of its frames. */
const anyHello = z.object({ t: z.literal('hello'), protocol: z.int(), schema: z.int() });

export function parseFrame(text: string | null): FromDesk | 'incompatible' | null {
  try {
    const json: unknown = JSON.parse(text ?? '');
    const hello = anyHello.safeParse(json);
    if (hello.success && dialectOf(hello.data) === null) return 'incompatible';
    const parsed = fromDesk.safeParse(json);
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
