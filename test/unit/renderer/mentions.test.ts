import { expect, test } from 'vitest';
import { mentionsIn } from '../../../renderer/conversation/mentions';

const team = [{ id: 'per_anna', name: 'Анна' }, { id: 'per_anna_k', name: 'Анна Ким' }, { id: 'per_ivan', name: 'Иван' }] as const;

test('a note names the colleagues whom it calls, the longer name where one begins another', () => {
  expect(mentionsIn('@Анна Ким, посмотри, и @Иван тоже', team)).toEqual(['per_anna_k', 'per_ivan']);
  expect(mentionsIn('@Анна и @Анна Ким', team)).toEqual(['per_anna_k', 'per_anna']);
  expect(mentionsIn('Анна Ким знает; ivan@shop.example', team)).toEqual([]);
});
