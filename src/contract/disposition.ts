import { outcomeBounds } from '#domain/queue/disposition';
import { writable } from '#kernel/text';
import { z } from 'zod';
import { dispositionId, queueId } from './ids';
import { properLine } from './proper-name';

const words = properLine(outcomeBounds.title);
const title = z.strictObject({ ru: words, en: words });
/** Keys and codes are said by programs. */
const token = z.string().regex(/^[a-z0-9][a-z0-9_-]*$/).max(outcomeBounds.code);

const choice = z.string().trim().min(1).max(outcomeBounds.title).transform(writable);
const takes = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text') }),
  z.strictObject({ kind: z.literal('number') }),
  z.strictObject({ kind: z.literal('choice'), of: z.array(choice).min(1).max(outcomeBounds.choices).refine((all) => new Set(all).size === all.length) }),
]);
const field = z.strictObject({ key: token, title, required: z.boolean(), takes });

/** `POST /dispositions` and `PUT /dispositions/:disposition`. `queue`: where it is offered; null: everywhere. */
export const dispositionValues = z.strictObject({
  queue: queueId.nullable(),
  code: token,
  title,
  fields: z.array(field).max(outcomeBounds.fields).refine((all) => new Set(all.map(({ key }) => key)).size === all.length),
});
export type DispositionValues = z.infer<typeof dispositionValues>;
export const dispositionNamed = z.strictObject({ disposition: dispositionId });
