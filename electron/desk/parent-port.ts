import type { FromDeskProcess, ToDesk } from '#contract/bridge';
import { conversationId } from '#contract/ids';
import { requests, watches, type DeskRequestName, type WatchName } from '#contract/requests';
import { z } from 'zod';

/** The port to the process that started this utility process; Electron gives it, the desk knows no more of Electron. */
export type ParentPort = {
  readonly on: (event: 'message', hear: (message: { readonly data: unknown }) => void) => void;
  readonly postMessage: (message: FromDeskProcess) => void;
};

export function parentPort(): ParentPort | null {
  const port: unknown = Reflect.get(process, 'parentPort');
  return isPort(port) ? port : null;
}

function isPort(port: unknown): port is ParentPort {
  return typeof port === 'object' && port !== null && 'on' in port && typeof port.on === 'function' && 'postMessage' in port && typeof port.postMessage === 'function';
}

const requestName = z.custom<DeskRequestName>((name) => typeof name === 'string' && name !== 'attachment.choose' && Object.hasOwn(requests, name));
const watchName = z.custom<WatchName>((name) => typeof name === 'string' && Object.hasOwn(watches, name));

const message: z.ZodType<ToDesk> = z.discriminatedUnion('t', [
  z.strictObject({ t: z.literal('ask'), call: z.int(), name: requestName, input: z.unknown() }),
  z.strictObject({ t: z.literal('attach'), call: z.int(), conversation: conversationId, paths: z.array(z.string()) }),
  z.strictObject({ t: z.literal('watch'), call: z.int(), name: watchName, input: z.unknown() }),
  z.strictObject({ t: z.literal('unwatch'), call: z.int() }),
  z.strictObject({
    t: z.literal('start'),
    kept: z.strictObject({ sealed: z.string().nullable(), isLost: z.boolean(), isAtWork: z.boolean() }),
    settings: z.strictObject({
      server: z.url(),
      folder: z.string(),
      downloads: z.string(),
      language: z.enum(['ru', 'en']).nullable(),
      signIn: z.string().nullable(),
      undoSend: z.number().nullable(),
      tour: z.boolean(),
      keeper: z.enum(['system', 'file']),
    }),
  }),
  z.strictObject({ t: z.literal('lock') }),
  z.strictObject({ t: z.literal('idle'), seconds: z.number() }),
  z.strictObject({ t: z.literal('focus'), isFocused: z.boolean() }),
  z.strictObject({ t: z.literal('chosen'), conversation: conversationId }),
  z.strictObject({ t: z.literal('sealed'), call: z.int(), as: z.enum(['given', 'absent', 'before']) }),
  z.strictObject({ t: z.literal('stop') }),
]);

/** What main said, or null when it is not of its words. */
export function toDesk(said: unknown): ToDesk | null {
  const parsed = message.safeParse(said);
  return parsed.success ? parsed.data : null;
}
