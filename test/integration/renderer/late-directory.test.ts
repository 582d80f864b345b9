import { afterAll, beforeAll, expect, it } from 'vitest';
import { speaker } from '../../../renderer/text/say';
import { command, press, settled } from '../../support/bridge-double/screen-ways';
import { drawWindow, type DrawnWindow } from '../../support/bridge-double/window-page';

const say = speaker('en');
let drawn: DrawnWindow;

beforeAll(async () => {
  drawn = await drawWindow();
});

afterAll(() => drawn.close());

it('a chat that was begun before the queues had come could never be added: the list showed a queue that nobody had chosen', async () => {
  const page = await drawn.open({ language: 'en', theme: 'light', session: 'signedIn', connection: 'online', empty: false, notices: false, administrator: true }, { width: 1280, height: 800 });
  const hand = { page, say };
  await page.evaluate(() => {
    window.directoryLate = true;
    window.writeOn(0);
  });
  await command('widget.title')(hand);
  await press(hand, 'widget.add');
  await page.locator('input[name="name"]').fill('Shop two');
  const add = page.getByRole('button', { name: say('widget.doAdd'), exact: true });
  expect(await add.isDisabled()).toBe(true);
  await page.evaluate(() => {
    window.directoryLate = false;
    window.writeOn(0);
  });
  await settled(hand);
  expect(await add.isDisabled()).toBe(false);
  await add.click();
  const asked = await page.evaluate(() => JSON.stringify(window.asked.findLast(({ name }) => name === 'widget.make')?.input));
  expect(asked).toMatch(/^\{"name":"Shop two","queue":"que_/);
});
