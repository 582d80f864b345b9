import { expect, test } from 'vitest';
import { readOrigins } from '../../../renderer/settings/origin-lines';

test('an address of any page of a shop, or its name alone, names its pages, each once', () => {
  expect(readOrigins('https://shop.example/catalogue?a=1\nshop.example\n  http://old.shop.example:8080 , магазин.рф')).toEqual({
    origins: ['https://shop.example', 'http://old.shop.example:8080', 'https://xn--80aairftm.xn--p1ai'],
    wrong: null,
  });
  expect(readOrigins(' \n ')).toEqual({ origins: [], wrong: null });
});

test.each(['javascript:alert(1)', 'file:///etc/passwd', 'shop', 'https://[::1]', 'ftp://shop.example', '://'])('%s is no page', (line) => {
  expect(readOrigins(`https://shop.example\n${line}`)).toEqual({ origins: ['https://shop.example'], wrong: line });
});
