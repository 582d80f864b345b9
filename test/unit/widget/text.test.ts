import { describe, expect, test } from 'vitest';
import { en } from '../../../src/widget/text/en';
import { ru } from '../../../src/widget/text/ru';

describe('the words of the widget', () => {
  test('both languages say everything, and nothing twice the same', () => {
    expect(Object.keys(ru).toSorted()).toEqual(Object.keys(en).toSorted());
    const same = Object.entries(ru).filter(([key, text]) => text === Reflect.get(en, key));
    expect(same).toEqual([]);
  });
});
