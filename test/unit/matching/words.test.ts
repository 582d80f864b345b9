import { normalised, shapeOf, wordsOf } from '#domain/matching/normalise';
import { stemOf } from '#domain/matching/stem/stem';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const letters = "abegilnrstuy'абвеийлностшщыьюя1".split('');

describe('what people write alike is one spelling', () => {
  test.each([
    ['ЕЩЁ не пришёл', 'еще не пришел'],
    ['Haven’t', "haven't"],
    ['за\u0301мок и замо\u0301к', 'замок и замок'],
    ['ｆｕｌｌ　１２', 'full 12'],
    ['без\u00ADопас\u200Bность', 'безопасность'],
  ])('%j is %j', (written, expected) => {
    expect(normalised(written)).toBe(expected);
  });

  test.each([
    ['a Latin a in a Russian word', 'дост\u0061вка', 'доставка'],
    ['a Russian о in an English word', 'p\u0430ssword', 'password'],
    ['a word that is neither', 'sms-ка и чек2u', 'sms-ка и чек2u'],
  ])('letters of the other alphabet that look the same: %s', (_case, written, expected) => {
    expect(normalised(written)).toBe(expected);
  });

  test('numbers are known by how many digits they have', () => {
    expect(wordsOf(normalised('Заказ №61-90975, 2 шт., iPhone12')).map(shapeOf)).toEqual(['заказ', '#2', '#5', '#1', 'шт', 'iphone#2']);
  });

  test('to normalise twice changes nothing', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => normalised(normalised(text)) === normalised(text)));
  });
});

describe('the forms of a word have one stem', () => {
  test.each([
    [['доставка', 'доставки', 'доставку', 'доставкой'], 'доставк'],
    [['возвращен', 'возвращена', 'возвращены'], 'возвращ'],
    [['оплаченный', 'оплаченного', 'оплаченные'], 'оплачен'],
    [['ждавши', 'ждал', 'ждала'], 'ждал'],
    [['вернуться', 'вернуть'], 'вернут'],
    [['красивейший', 'красивейшая'], 'красив'],
    [['готовность', 'готовности'], 'готовн'],
  ])('%j', (forms, stem) => {
    expect([...new Set(forms.map(stemOf))]).toContain(stem);
  });

  test.each([
    [['delivery', 'deliveries'], 'deliveri'],
    [['cancel', 'cancelled', 'cancelling', 'cancels'], 'cancel'],
    [['hoped', 'hoping', 'hope', 'hopes'], 'hope'],
    [['generously', 'generous'], 'generous'],
    [["customer's", 'customers', 'customer'], 'custom'],
    [['nationalization', 'national'], 'nation'],
    [['agreed', 'agree'], 'agre'],
    [['skies', 'sky'], 'sky'],
  ])('%j', (forms, stem) => {
    expect([...new Set(forms.map(stemOf))]).toEqual([stem]);
  });

  test('any word has one', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...letters), minLength: 1 }), (word) => typeof stemOf(word) === 'string'));
  });
});
