import { ConfigError, readConfig } from '#server/config';
import { createEventLog, faultFields } from '#server/event-log';
import { expect, test } from 'vitest';

test('the server says which variables are wrong and repeats none of their values', () => {
  const wrong = { PORT: '70000', DATABASE_URL: 'mysql://user:secret@host/db' };
  expect(() => readConfig(wrong)).toThrow(ConfigError);
  expect(() => readConfig(wrong)).toThrow(/^PORT, DATABASE_URL$/);
  expect(() => readConfig({})).toThrow(/DATABASE_URL, OTKLIK_DATA/);
});

test('without more it listens on this machine only', () => {
  expect(readConfig({ OTKLIK_DATA: '/data' })).toMatchObject({ host: '127.0.0.1', demonstration: false, database: { kind: 'embedded' }, relay: null });
});

test('the day of the demonstration passes up to twenty times as fast', () => {
  expect(readConfig({ OTKLIK_DATA: '/data' })).toMatchObject({ speed: 1, seed: null });
  expect(readConfig({ OTKLIK_DATA: '/data', OTKLIK_SPEED: '20', OTKLIK_SEED: '7' })).toMatchObject({ speed: 20, seed: 7 });
  for (const wrong of ['0', '21', '2.5', 'fast']) expect(() => readConfig({ OTKLIK_DATA: '/data', OTKLIK_SPEED: wrong })).toThrow(/^OTKLIK_SPEED$/);
});

test('the log keeps listed fields only, one line per event, and of a fault never the message', () => {
  const lines: string[] = [];
  const events = createEventLog((line) => lines.push(line));
  const fault = Object.assign(new Error('canary in a message'), { code: '23505', detail: 'canary in a detail' });
  const fields = { correlation: 'a\nb', ...faultFields(fault), body: 'canary' };
  events('error', 'fault', fields);
  expect(lines.length).toBe(1);
  expect(lines[0]?.trimEnd().includes('\n')).toBe(false);
  expect(lines[0]).not.toContain('canary');
  expect(lines[0]).toContain('"code":"23505"');
});
