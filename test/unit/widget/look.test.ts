import { assert, integer, property, tuple } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { colorOf, contrast } from '#kernel/color';
import { readLook, shades } from '../../../src/widget/look';

type Color = Parameters<typeof contrast>[0];

const part = (): ReturnType<typeof integer> => integer({ min: 0, max: 255 });
const painted = (shade: string | undefined): Color => {
  const [red = 0, green = 0, blue = 0] = (shade ?? '').match(/\d+/g)?.map(Number) ?? [];
  return [red, green, blue];
};
const color = (text: string): Color => colorOf(text) ?? [0, 0, 0];

describe('the colour of a shop', () => {
  test('whatever it is, all that is written on it and with it can be read', () => {
    assert(
      property(tuple(part(), part(), part()), (brand) => {
        const shade = shades({ color: brand, corner: 16 });
        const pairs: readonly (readonly [string, Color, Color])[] = [
          ['words on the colour', painted(shade['--brand']), painted(shade['--brand-ink'])],
          ['coloured words, by day', painted(shade['--link-light']), color('#f5f6f9')],
          ['coloured words, by night', painted(shade['--link-dark']), color('#252c3b')],
          ['words in an own bubble, by day', painted(shade['--own-light']), color('#1b2130')],
          ['its time, by day', painted(shade['--own-light']), color('#5d667a')],
          ['words in an own bubble, by night', painted(shade['--own-dark']), color('#e8ebf2')],
          ['its time, by night', painted(shade['--own-dark']), color('#c3cdf0')],
        ];
        expect(pairs.filter(([, one, other]) => contrast(one, other) < 4.5).map(([what]) => what)).toEqual([]);
      }),
    );
  });

  test.each([
    ['#1a7', [17, 170, 119]],
    ['#11AA77', [17, 170, 119]],
    ['11aa77', null],
    ['red', null],
    ['#12', null],
    ['#11aa77;x', null],
  ])('%s is read as %o', (text, expected) => {
    expect(colorOf(text)).toEqual(expected);
  });

  test('black and white stand apart as far as anything does', () => {
    expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21, 5);
  });
});

test('what the tag does not say, or says wrongly, is as usual', () => {
  expect(readLook({})).toEqual({ color: [53, 88, 212], corner: 16, side: 'right', label: '', greeting: '' });
  expect(readLook({ color: 'expression(1)', corner: '-3', side: 'top', label: ' x '.repeat(50) })).toMatchObject({ color: [53, 88, 212], corner: 0, side: 'right' });
  expect(readLook({ color: '#000', corner: '0', side: 'left', label: ' Ask ', greeting: 'Hi!' })).toEqual({ color: [0, 0, 0], corner: 0, side: 'left', label: 'Ask', greeting: 'Hi!' });
});
