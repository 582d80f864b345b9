import { z } from 'zod';

/** From the window to the worker that reads a PDF. */
export const asked = z.discriminatedUnion('t', [
  z.strictObject({ t: z.literal('open'), bytes: z.instanceof(Uint8Array<ArrayBuffer>) }),
  /** `width` in pixels. */
  z.strictObject({ t: z.literal('draw'), page: z.int().min(1), width: z.int().min(1).max(8000) }),
]);

/** And back. The worker holds a stranger's file: what it says is checked like anything from outside. */
export const told = z.discriminatedUnion('t', [
  z.strictObject({ t: z.literal('opened'), pages: z.int().min(1) }),
  z.strictObject({ t: z.literal('drawn'), page: z.int(), bitmap: z.instanceof(ImageBitmap) }),
  z.strictObject({ t: z.literal('failed'), why: z.enum(['locked', 'damaged']) }),
]);

export type Asked = z.infer<typeof asked>;
export type Told = z.infer<typeof told>;
