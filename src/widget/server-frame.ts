import type { Away, ChatFile, ChatLine, ChatRating, FromChat } from '#contract/chat';

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
const moment: Check = (value) => typeof value === 'number';
const yesOrNo: Check = (value) => typeof value === 'boolean';
const orNull = (check: Check): Check => (value) => value === null || check(value);

const orAbsent = (check: Check): Check => (value) => value === undefined || check(value);
const listOf = (check: Check): Check => (value) => Array.isArray(value) && value.every(check);
const shaped = (shape: Shape): Check => (value) => typeof value === 'object' && value !== null && Object.entries(shape).every(([field, check]) => check(Reflect.get(value, field)));

const away: { readonly [Field in keyof Away]: Check } = { until: orNull(moment), byMail: yesOrNo };
const rating: { readonly [Field in keyof ChatRating]: Check } = { closing: text, score: orNull(moment), comment: text };
const file: { readonly [Field in keyof ChatFile]: Check } = { id: text, name: text, size: moment };
const lines: { readonly [From in ChatLine['from']]: Shape } = {
  customer: { id: text, line: orNull(text), at: moment, text },
  agent: { id: text, at: moment, text, name: text, read: yesOrNo, files: orAbsent(listOf(shaped(file))) },
};
const line: Check = (value) => isTagged(value, 'from', lines);

const frames: { readonly [Name in FromChat['t']]: Shape } = {
  welcome: { unread: moment, known: orAbsent(yesOrNo), away: orAbsent(shaped(away)), transcript: orAbsent(yesOrNo), rating: orAbsent(shaped(rating)) },
  history: { lines: listOf(line), older: orNull(yesOrNo) },
  message: { line },
  ack: { line: text, id: text, at: moment },
  left: { line: text },
  transcript: { to: orNull(text) },
  rating: { rating: orNull(shaped(rating)) },
  refused: { line: text, code: text },
  typing: {},
  delivery: { unread: moment },
  failure: { code: text, correlation: text },
  file: { message: text, attachment: text, ticket: orNull(text) },
  pong: {},
};

function isFrame(value: unknown): value is FromChat {
  return isTagged(value, 't', frames);
}

function isTagged(value: unknown, tag: string, shapes: { readonly [kind: string]: Shape }): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const kind: unknown = Reflect.get(value, tag);
  const shape = typeof kind === 'string' && Object.hasOwn(shapes, kind) ? shapes[kind] : undefined;
  return shape !== undefined && shaped(shape)(value);
}
