import { expect, test } from '@playwright/test';
import { openShiftGround, type ShiftGround } from '../prove/shift-ground';
import { ShiftStory } from '../prove/shift-story';
import { startCentralDatabases, type CentralDatabases } from '../support/central-database';
import { freshComputer, type Computer } from './stage/computer';

let databases: CentralDatabases;
let ground: ShiftGround;
let computer: Computer;

test.beforeAll(async () => {
  databases = await startCentralDatabases();
  ground = await openShiftGround(databases, { mails: 2, chats: 1, mailServer: false });
  computer = await freshComputer();
});
test.afterAll(async () => {
  await ground.close();
  await databases.stop();
  await computer.forget();
});

test('the cable pulled and the app killed in the middle of a shift, without a mouse: every word is there, and every answer reaches its customer once and in order', async () => {
  test.setTimeout(240_000);
  const seed = Date.now() % 2 ** 31;
  const said: string[] = [];
  const story = new ShiftStory(ground, { seed, seconds: 10, replies: 8, notes: 3, drafts: 3, kills: 1, undoSend: 1 }, { folder: computer.folder, say: (line) => said.push(line) });
  const figures = await story.live();
  expect(figures, [`seed ${seed}`, ...said].join('\n')).toMatchObject({ runs: 1, lost: 0, twice: 0, disordered: 0 });
  expect(figures.acknowledged).toBeGreaterThanOrEqual(11);
});
