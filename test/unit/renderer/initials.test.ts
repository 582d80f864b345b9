import { expect, it } from 'vitest';
import { initials } from '../../../renderer/kit/initials';

it.each([
  ['Ольга Лебедева', 'ОЛ'],
  ['ООО «Северный ветер»', 'ОС'],
  ['Smith-Highmore', 'SH'],
  ['o.swan@post.example', 'OS'],
  ['Андрей', 'А'],
  ['🦊', '🦊'],
  ['', ''],
])('stands for %s with %s', (name, letters) => {
  expect(initials(name)).toBe(letters);
});

it('left the round of a name empty that begins with a sign of direction', () => {
  expect(initials('\u202edlog')).toBe('D');
  expect(initials('\u2068Мария\u2069 \u2068Иванова\u2069')).toBe('МИ');
});
