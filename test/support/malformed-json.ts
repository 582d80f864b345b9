import { limits } from '#contract/limits';

/** Stands in everything that is sent; an answer that holds it has echoed. */
export const canary = 'canary-4f1d';

/** A frame that would be good if it were not for the one thing in it that is not. */
function hello(access: string): string {
  return `{"t":"hello","protocol":1,"schema":1,"access":${access},"client":"cli_${canary}","at":null}`;
}

function nested(open: string, close: string, depth: number): string {
  return `{"t":${open.repeat(depth)}"${canary}"${close.repeat(depth)}}`;
}

const numbers = ['NaN', 'Infinity', '-Infinity', '1e400', '-1e400', '1e-400', '9007199254740993', '123456789012345678901234567890', '01', '-01', '1.', '.1', '+1', '0x10', '1e', '1_000', '-', '--1', '1e5.5', '１'];
const strings = ['"\\ud800"', '"\\udc00\\ud800"', '"\\u0000"', `"${canary}\u0000"`, '"\\x41"', '"\\u12"', "'single'", '"tab\there"', '"line\nbreak"', '"unterminated', '"\\', '`back`', '"\u2028"', '"\u007f"', '"\\uD83D"'];
const shapes = ['', ' ', 'null', 'true', 'false', '0', '""', '[]', '{}', '[{}]', '{"t":null}', '{"t":[]}', '{"t":{}}', '{"t":1}', '{"t":""}', `"${canary}"`, 'undefined', 'nul', 'TRUE', 'Null', '\uFEFF{"t":"ping"}', '{"t":"ping"}\u0000'];
const brackets = ['{', '}', '[', ']', '{]', '[}', '{"t"', '{"t":', '{"t":}', '{"t":,}', '{:1}', '{1:1}', '{t:1}', "{'t':1}", '{"t":1,}', '[1,]', '[,1]', '[1,,2]', '{"t":1 "u":2}', '{"a":1}{"b":2}', '[1][2]', '{"t":"ping"}}', '{"t":"ping"} x', '{"t":"ping"},'];
const comments = ['/* a */{"t":"ping"}', '{"t":"ping"}//a', '{/**/"t":"ping"}', '#{"t":"ping"}', '<!-- -->{"t":"ping"}', '<xml/>', '%7B%22t%22%3A1%7D', 'GET / HTTP/1.1\r\n\r\n'];

const inherited = ['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', '__defineGetter__', 'isPrototypeOf', 'then', 'length', canary];
const keys = inherited.flatMap((name) => [`{"t":"${name}"}`, `{"${name}":{"t":"hello"}}`, `{"t":"hello","${name}":1}`, `{"t":{"${name}":"hello"}}`, `{"t":"push","mutations":[],"${name}":null}`, `{"t":"command","key":"x","command":{"name":"${name}","args":{}}}`]);
const duplicates = ['{"t":"ping","t":"nothing"}', `{"t":"hello","t":"${canary}"}`, '{"t":"nothing","t":{}}'];
const sizes = [{ text: 'x'.repeat(limits.clientFrame - 2) }, { text: canary.repeat(5000) }].map(({ text }) => `"${text}"`);
const depths = [nested('[', ']', 30_000), nested('{"t":', '}', 10_000), '['.repeat(60_000), '{"t":'.repeat(13_000), `${'['.repeat(30_000)}${']'.repeat(30_000)}`];

/** Texts that are no JSON, or JSON that is no message: every kind that parsers are known to differ in. */
export const malformedTexts: readonly string[] = [
  ...shapes, ...brackets, ...comments, ...keys, ...duplicates, ...sizes, ...depths,
  ...numbers.flatMap((number) => [number, `{"t":${number}}`, `[${number}]`, `{"t":"hello","protocol":${number},"schema":1,"access":"","client":"cli_1","at":null}`]).filter((text) => !isAcceptedHello(text)),
  ...strings.flatMap((string) => [string, `{"t":${string}}`, `{${string}:1}`]),
  hello('null'), hello('[]'), hello(`"${'x'.repeat(501)}"`), hello(`"${canary}","more":1`),
  `{"t":"hello","protocol":1,"schema":1,"access":"","client":"${canary}","at":null}`,
  `{"t":"hello","protocol":1,"schema":1,"access":"","client":"cli_1","at":{"epoch":"","cursor":-1}}`,
];

/** A whole number too small to hold its fraction is a whole number after all. */
function isAcceptedHello(text: string): boolean {
  return text.includes('1e-400') && text.includes('hello');
}

/** Byte strings that are no text at all. */
export const malformedBytes: readonly Buffer[] = [
  Buffer.from([0]), Buffer.from([0xff]), Buffer.from([0xc3, 0x28]), Buffer.from([0xe2, 0x82]), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from([0xf8, 0x88, 0x80, 0x80, 0x80]), Buffer.from([0xc0, 0xaf]),
  Buffer.from('{"t":"ping"}', 'utf16le'), Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from('{"t":"ping"}')]), Buffer.alloc(60_000, 0xff), Buffer.concat([Buffer.from('{"t":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]),
];
