import { id } from '#kernel/id';
import { expect, test } from 'vitest';
import { told, type Rating } from '../../../src/widget/rating';

const closing = id('message', 'end');
const asked: Rating = { closing, score: null, comment: '', state: 'asked', isHere: false };

test('a form that is being filled in stays while the server says the same, and goes when its conversation goes on', () => {
  expect(told(asked, { closing, score: null, comment: '' })).toBe(asked);
  const changing: Rating = { ...asked, score: 4, comment: 'ok', isHere: true };
  expect(told(changing, { closing, score: 4, comment: 'ok' })).toBe(changing);
  expect(told(asked, null)).toBe(null);
  expect(told(null, null)).toBe(null);
});

test('what another tab gave stands in its place, and the focus follows only what was sent here', () => {
  const given = { closing, score: 5, comment: '' };
  expect(told(asked, given)).toEqual({ ...given, state: 'given', isHere: false });
  expect(told({ ...asked, score: 5, state: 'sending' }, given)).toEqual({ ...given, state: 'given', isHere: true });
  expect(told({ ...asked, score: 5, state: 'given' }, { closing: id('message', 'later'), score: null, comment: '' })).toMatchObject({ state: 'asked', score: null });
});
