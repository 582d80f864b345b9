import { expect, test } from 'vitest';
import { eachOnce, typedAddress } from '../../../renderer/conversation/typed-address';

test.each([
  ['  Anna@Home.Example ', 'anna@home.example'],
  ['Анна Белова <Anna@Home.example>', 'anna@home.example'],
  ['mailto:anna@home.example', 'anna@home.example'],
  ['anna@почта.рф', 'anna@xn--80a1acny.xn--p1ai'],
  ['anna', 'anna'],
  ['anna@', 'anna@'],
  ['анна@home.example', 'анна@home.example'],
])('%s is taken for %s', (typed, address) => {
  expect(typedAddress(typed)).toBe(address);
});

test('an address that is named twice stays where it was named first', () => {
  expect(eachOnce({ to: ['A@x.example', 'b@x.example'], cc: ['a@x.example', 'c@x.example'], bcc: ['C@x.example', ''] })).toEqual({ to: ['a@x.example', 'b@x.example'], cc: ['c@x.example'], bcc: [] });
});
