import type { ChatFile, ChatLine, FromChat } from '#contract/chat';

/** Reads a frame of the server, or null for one that this version of the widget does not know. */
export function serverFrame(data: unknown): FromChat | null {
  if (typeof data !== 'string') return null;
  try {
    const value: unknown = JSON.parse(data);
    return isFrame(value) ? value : null;
  } catch {
    return null;
  }
}

type Check = (value: unknown) => boolean;
type Shape = { readonly [field: string]: Check };

const text: Check = (value) => typeof value === 'string';
const moment: Check = (value) => typeof value === 'number' && Number.isFinite(value);
const yesOrNo: Check = (value) => typeof value === 'boolean';
const line: Check = (value) => isLine(value);
const files: Check = (value) => value === undefined || (Array.isArray(value) && value.every(isFile));
const orNull = (check: Check): Check => (value) => value === null || check(value);

const orAbsent = (check: Check): Check => (value) => value === undefined || check(value);

const frames: { readonly [Name in FromChat['t']]: Shape } = {
  welcome: { unread: moment, known: orAbsent(yesOrNo), away: orAbsent((value) => isAway(value)), transcript: orAbsent(yesOrNo) },
  history: { lines: (value) => Array.isArray(value) && value.every(line), older: orNull(yesOrNo) },
  message: { line },
  ack: { line: text, id: text, at: moment },
  left: { line: text },
  transcript: { to: orNull(text) },
  refused: { line: text, code: text },
  typing: {},
  delivery: { unread: moment },
  failure: { code: text, correlation: text },
  file: { message: text, attachment: text, ticket: orNull(text) },
  pong: {},
};

const lines: { readonly [From in ChatLine['from']]: Shape } = {
  customer: { id: text, line: orNull(text), at: moment, text },
  agent: { id: text, at: moment, text, name: text, read: yesOrNo, files },
};

const file: { readonly [Field in keyof ChatFile]: Check } = { id: text, name: text, size: moment };

function isAway(value: unknown): boolean {
  return typeof value === 'object' && value !== null && fits(value, { until: orNull(moment), byMail: yesOrNo });
}

function isFrame(value: unknown): value is FromChat {
  return shapedLike(value, 't', frames);
}

function isLine(value: unknown): value is ChatLine {
  return shapedLike(value, 'from', lines);
}

function isFile(value: unknown): boolean {
  return typeof value === 'object' && value !== null && fits(value, file);
}

function shapedLike(value: unknown, tag: string, shapes: { readonly [kind: string]: Shape }): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const kind: unknown = Reflect.get(value, tag);
  const shape = typeof kind === 'string' && Object.hasOwn(shapes, kind) ? shapes[kind] : undefined;
  return shape !== undefined && fits(value, shape);
}

function fits(value: object, shape: Shape): boolean {
  return Object.entries(shape).every(([field, check]) => check(Reflect.get(value, field)));
}
