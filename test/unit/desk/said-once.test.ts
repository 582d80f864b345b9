import { saidOnce } from '#desk/conversation/said-once';
import type { Failure } from '#contract/failures';
import type { MessageId } from '#kernel/id';
import { done, refused, type Outcome } from '#kernel/outcome';
import { expect, test } from 'vitest';

const mail = { to: ['anna@mail.example'], text: 'Здравствуйте' };

test('a mail whose answer was lost is the same mail when the person presses again, and another one after it was heard', async () => {
  const once = saidOnce();
  const said: MessageId[] = [];
  const answers: Outcome<null, Failure>[] = [refused('network.offline'), refused('server.failed'), done(null), done(null)];
  for (const answer of answers) await once(mail, (message) => Promise.resolve(void said.push(message)).then(() => answer));
  expect(new Set(said.slice(0, 3)).size).toBe(1);
  expect(said[3]).not.toBe(said[0]);
});

test('other words, and words that were refused, are another mail', async () => {
  const once = saidOnce();
  const said: MessageId[] = [];
  const say = (answer: Outcome<null, Failure>) => (message: MessageId) => Promise.resolve(void said.push(message)).then(() => answer);
  await once(mail, say(refused('network.offline')));
  await once({ ...mail, text: 'Добрый день' }, say(refused('recipient.absent')));
  await once({ ...mail, text: 'Добрый день' }, say(done(null)));
  expect(new Set(said).size).toBe(3);
});
