import { describe, expect, test } from 'vitest';
import { plainModule } from '../../support/plain-module';

interface Codec {
  encode: (value: unknown, special?: (part: unknown) => unknown) => string;
  decode: (text: string, special?: (data: unknown) => unknown) => unknown;
}

const { encode, decode } = await plainModule<Codec>('stand-in/page/codec.mjs');
const through = (value: unknown) => decode(encode(value));

describe('values between a page and the main process', () => {
  test.each([
    ['plain values', { text: 'ё', number: 1.5, yes: true, nothing: null, missing: undefined, list: [1, [2]] }],
    ['numbers that JSON lacks', [NaN, Infinity, -Infinity, 12n]],
    ['dates, patterns, maps and sets', [new Date(5), /a+/gi, new Map([['k', new Set([1])]])]],
    ['bytes', [new Uint8Array([1, 255]), new Float64Array([1.5]), new Uint8Array([7]).buffer]],
  ])('%s arrive as they were', (_what, value) => {
    expect(through(value)).toEqual(value);
  });

  test('minus zero stays minus zero', () => {
    expect(Object.is(through(-0), -0)).toBe(true);
  });

  test('an error keeps its type and its message', () => {
    const error = through(new RangeError('too far')) as Error;
    expect(error).toBeInstanceOf(RangeError);
    expect(error.message).toBe('too far');
  });

  test('one object at two places stays one object, even inside itself', () => {
    const shared: Record<string, unknown> = {};
    shared['self'] = shared;
    const copy = through({ left: shared, right: shared }) as Record<string, Record<string, unknown>>;
    expect(copy['left']).toBe(copy['right']);
    expect(copy['left']?.['self']).toBe(copy['left']);
  });

  test('a key named __proto__ stays a key', () => {
    const copy = through(JSON.parse('{"__proto__":{"bad":1}}')) as Record<string, unknown>;
    expect(Object.keys(copy)).toEqual(['__proto__']);
    expect(copy['bad']).toBeUndefined();
  });

  test.each([['a function', () => 1], ['a symbol', Symbol('s')], ['a promise', Promise.resolve()]])(
    '%s cannot be sent',
    (_what, value) => {
      expect(() => encode(value)).toThrow('could not be cloned');
    },
  );

  test('the caller may send what cannot be cloned in its own way', () => {
    const text = encode({ call: () => 1 }, (part) => (typeof part === 'function' ? { number: 7 } : undefined));
    expect(decode(text, (data) => data)).toEqual({ call: { number: 7 } });
  });
});
