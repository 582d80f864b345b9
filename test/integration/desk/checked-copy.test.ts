import { join } from 'node:path';
import { readPosition } from '#db/cache/position';
import { Copy } from '#desk/replica/copy';
import { expect, test } from 'vitest';
import { freshFolder } from './fresh-folder';
import { anna, keptCompany, standing } from './small-company';

test('a copy that was exchanged while it was still being looked through lost its log, and its place in the history with it', async () => {
  const folder = freshFolder('checked');
  const { picture } = await keptCompany(folder, { conversations: 300, messagesEach: 4 });
  await picture.close();
  const { copy } = await Copy.open(join(folder, 'cache.db'), anna);
  for (let turn = 0; turn < 12; turn += 1) {
    const looks = [copy.isSound()];
    const exchanged = copy.clean();
    for (let look = 0; look < 3; look += 1) {
      await new Promise((resolve) => setTimeout(resolve, 15));
      looks.push(copy.isSound());
    }
    expect(await Promise.all(looks)).toEqual(looks.map(() => true));
    await exchanged;
    expect(await copy.read(readPosition)).toEqual(standing(10));
  }
  await copy.close();
});
