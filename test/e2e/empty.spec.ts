import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { readFirstSignIn } from '#server/first-company/first-sign-in';
import { deliverPlainly } from '../support/plain-smtp';
import { ServerProcess } from '../support/server-process';
import { freshClusterFolder } from '../support/shared-postgres';
import { freshComputer } from './stage/computer';
import { DeskPage } from './stage/desk-page';
import { anna, shortLetter } from './stage/letters';
import { openWorkstation } from './stage/workstation';

test('a newcomer without a demonstration finds an empty desk that says what to do, and the first letter arrives', async () => {
  const folder = await freshClusterFolder();
  const computer = await freshComputer();
  const server = new ServerProcess({ database: { folder } });
  await server.start();
  const first = await readFirstSignIn(join(folder, 'first-sign-in.json'));
  expect(server.printed.join('\n')).not.toContain(first?.password);
  const workstation = await openWorkstation({ folder: computer.folder, server: server.url, signIn: `${first?.email}:${first?.password}` });
  const desk = new DeskPage(workstation.window);
  await desk.online();
  const sentences = { mine: 'У вас пока нет диалогов', queue: 'Очередь пуста', all: 'Открытых диалогов нет', closed: 'Завершённых пока нет' } as const;
  for (const view of ['mine', 'queue', 'all', 'closed'] as const) {
    await desk.view(view);
    await expect(workstation.window.getByText(sentences[view])).toBeVisible();
  }
  await expect(workstation.window.getByText('Диалог не открыт')).toBeVisible();

  await deliverPlainly({ port: server.smtpPort, from: anna.email, to: 'support@company.example', content: shortLetter(1, 'Есть тут кто-нибудь?') });
  await desk.view('queue');
  await desk.open('Вопрос 1');
  await desk.take();
  await desk.answer('Да, мы здесь');
  await workstation.app.close();
  await server.stop();
  await computer.forget();
  await rm(folder, { recursive: true });
});
