import { newChatSite } from '#contract/chat-site';
import { newMessenger } from '#contract/messenger';
import { expect, test } from 'vitest';

const queue = 'que_00000000-0000-4000-8000-000000000001';

test('the name of a channel hides nothing: no line break, and nothing that turns the direction of what stands beside it', () => {
  const name = ' Shop\u202e\n chat ';
  const setup = { kind: 'connect', address: 'https://other.example' } as const;
  expect([newMessenger.parse({ name, queue, setup }).name, newChatSite.parse({ name, queue, origins: [] }).name]).toEqual(['Shop chat', 'Shop chat']);
  expect(newMessenger.safeParse({ name: '\u202e', queue, setup }).success).toBe(false);
});
