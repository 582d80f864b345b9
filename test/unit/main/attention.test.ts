import { inflateSync } from 'node:zlib';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { electronModule, fake, FakeWindow, forgetProfiles, resetFake } from './fake-electron';

vi.mock('electron', () => electronModule);
const { startApplication } = await import('../../../electron/main/application');
const { trayPicture } = await import('../../../electron/main/tray-picture');

const quiet = { t: 'attend', unseen: 0, notices: [], seen: [], language: 'en', staysInTray: false } as const;
const answered = { class: 'answered', conversation: 'con_1', caller: null } as const;

beforeEach(async () => {
  resetFake();
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  startApplication();
  await new Promise((resolve) => setImmediate(resolve));
});
afterAll(forgetProfiles);

const says = (told: object): void => void fake.children[0]?.emit('message', { ...quiet, ...told });
const close = (): boolean => {
  const event = { isStopped: false, preventDefault: () => void (event.isStopped = true) };
  FakeWindow.made[0]?.emit('close', event);
  return event.isStopped;
};

test('a notice names no customer unless the person allowed it', () => {
  says({ unseen: 1, notices: [answered] });
  says({ unseen: 2, language: 'ru', notices: [{ ...answered, conversation: 'con_2', caller: { name: 'Ольга', preview: 'Где заказ?' } }] });
  expect(fake.notifications.map(({ options, isShown }) => ({ ...options, isShown }))).toEqual([
    { title: 'A customer answered', body: 'Click to open the conversation.', silent: true, isShown: true },
    { title: 'Клиент ответил', body: 'Ольга: Где заказ?', silent: true, isShown: true },
  ]);
});

test('a click brings the window and opens the conversation', () => {
  says({ unseen: 1, notices: [answered] });
  fake.notifications[0]?.emit('click');
  expect(FakeWindow.made[0]?.shown).toBe(1);
  expect(fake.children[0]?.heard.at(-1)).toEqual({ t: 'chosen', conversation: 'con_1' });
});

test('what was seen is shown no longer, and what is said again stands in its place', () => {
  says({ unseen: 1, notices: [answered] });
  says({ unseen: 1, notices: [{ ...answered, class: 'overdue' }] });
  expect(fake.notifications.map(({ isShown }) => isShown)).toEqual([false, true]);
  says({ seen: ['con_1'] });
  expect(fake.notifications.map(({ isShown }) => isShown)).toEqual([false, false]);
});

test('the tray and the badge count what was not seen', () => {
  says({ unseen: 2 });
  expect([fake.badge, fake.trays.map(({ toolTip }) => toolTip), fake.overlay]).toEqual([2, ['Otklik: 2 conversations need your attention'], 'Otklik: 2 conversations need your attention']);
  says({ unseen: 0, language: 'ru' });
  expect([fake.badge, fake.trays.map(({ toolTip }) => toolTip), fake.overlay]).toEqual([0, ['Отклик'], '']);
});

test('the desk hears where the focus is', () => {
  FakeWindow.made[0]?.emit('blur');
  FakeWindow.made[0]?.emit('focus');
  expect(fake.children[0]?.heard.slice(-2)).toEqual([{ t: 'focus', isFocused: false }, { t: 'focus', isFocused: true }]);
});

test('a closed window goes on in the tray where the person wants that, until they quit', () => {
  says({});
  expect(close()).toBe(false);
  says({ staysInTray: true });
  expect([close(), fake.order.includes('hide')]).toEqual([true, true]);
  fake.app.emit('before-quit');
  expect(close()).toBe(false);
});

test('the picture of the tray is a PNG of 32 by 32, with a dot where something was not seen', () => {
  const pixels = (hasUnseen: boolean): Buffer => {
    const picture = trayPicture(hasUnseen);
    const length = picture.readUInt32BE(33);
    expect([picture.subarray(1, 4).toString('latin1'), picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual(['PNG', 32, 32]);
    return inflateSync(picture.subarray(41, 41 + length));
  };
  const dot = 7 * (32 * 4 + 1) + 1 + 24 * 4;
  expect([[...pixels(false).subarray(dot, dot + 3)], [...pixels(true).subarray(dot, dot + 3)]]).toEqual([[64, 83, 200], [195, 49, 42]]);
});
