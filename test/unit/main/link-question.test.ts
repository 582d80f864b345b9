import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { electronModule, fake, forgetProfiles, resetFake } from './fake-electron';

vi.mock('electron', () => electronModule);
const { startApplication } = await import('../../../electron/main/application');

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const pageAsks = (url: string): void => void fake.children[0]?.emit('message', { t: 'confirmLink', url, language: 'en' });

beforeEach(async () => {
  resetFake();
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  startApplication();
  await turn();
});
afterAll(forgetProfiles);

test('S-12 no address that the page asks for is opened without the word of the person, outside of the page', async () => {
  pageAsks('https://evil.example/?stolen=secret');
  await turn();
  await turn();
  expect(fake.asked).toMatchObject([{ message: 'The link leads to evil.example', defaultId: 0, cancelId: 0 }]);
  expect(fake.opened).toEqual([]);
});

test('S-12 while the person is being asked nothing else is asked, and nothing opens', async () => {
  let answer = (_response: number): void => undefined;
  fake.answer = new Promise((resolve) => (answer = resolve));
  for (let count = 0; count < 50; count += 1) pageAsks(`https://evil.example/${count}`);
  await turn();
  expect(fake.asked).toHaveLength(1);
  answer(1);
  await turn();
  await turn();
  expect(fake.opened).toEqual(['https://evil.example/0']);
});

test('S-18 the person sees the host in its plain form, and it is what opens', async () => {
  fake.answer = Promise.resolve(1);
  pageAsks('https://аррӏе.com/pay');
  await turn();
  await turn();
  expect(fake.asked).toMatchObject([{ message: 'The link leads to xn--80ak6aa92e.com' }]);
  expect(fake.opened).toEqual(['https://xn--80ak6aa92e.com/pay']);
});

test('S-18 the person is not even asked about what is never opened', async () => {
  for (const url of ['file:///etc/passwd', 'javascript:alert(1)', 'https://bank.example@evil.example/']) pageAsks(url);
  await turn();
  expect([fake.asked, fake.opened]).toEqual([[], []]);
});
