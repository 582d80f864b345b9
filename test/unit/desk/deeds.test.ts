import { Deeds } from '#desk/queue/deeds';
import { done, refused } from '#kernel/outcome';
import { expect, test } from 'vitest';

test('what was done to many could not be taken back any more once it was tried without a road', async () => {
  const deeds = new Deeds();
  const row = { conversation: 'con_1', fence: 1, owner: null, unread: 0, case: { id: 'cas_1', state: { status: 'open' }, priority: 'normal', tags: [], heard: null }, line: 'msg_l-0' } as const;
  const undo = deeds.keep('per_anna', { act: { do: 'take' }, rows: [row] }) ?? '';
  const taken = { by: 'per_anna', undo } as const;
  expect(await deeds.takeBack(taken, async () => refused('network.offline'))).toEqual({ ok: false, code: 'network.offline' });
  expect(await deeds.takeBack({ ...taken, by: 'per_boris' }, async () => done(null))).toEqual({ ok: false, code: 'row.changed' });
  expect(await deeds.takeBack(taken, async ({ rows }) => done(rows.length))).toEqual({ ok: true, value: 1 });
  expect(await deeds.takeBack(taken, async () => done(null))).toEqual({ ok: false, code: 'row.changed' });
});
