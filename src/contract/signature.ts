import { writable } from '#kernel/text';
import { z } from 'zod';
import { channelId } from './ids';

/** `channel`: null for every mailbox that has none of its own. In the text `{name}` stands for the person's name. */
export const signature = z.strictObject({ channel: channelId.nullable(), text: z.string().max(2000).transform(writable) });
export type Signature = Readonly<z.infer<typeof signature>>;
export const signatureList = z.array(signature);
