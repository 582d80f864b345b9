import { writable } from '#kernel/text';
import { z } from 'zod';

const part = z.string().max(2000).transform(writable);

/** `PUT /channels/:channel/frame`: greeting and closing of every mail to customers of a language; both empty: none. See domain/channel/mail-frame for its slots. */
export const mailFrame = z.strictObject({ language: z.enum(['ru', 'en']), greeting: part, closing: part });
export type KeptFrame = Readonly<z.infer<typeof mailFrame>>;

/** `GET /channels/:channel/frame` */
export const mailFrameList = z.array(mailFrame);
