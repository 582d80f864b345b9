import { describe, expect, it } from 'vitest';
import { orderMeant } from '../../../renderer/conversation/order-meant';

const orders = [{ number: 'А-11870' }, { number: 'А-11871' }];

describe('the order that a macro names', () => {
  it('is the one that the conversation named last, with whatever separators', () => {
    expect(orderMeant(orders, 7, ['Где заказ а 11870?', 'И № А11871 тоже', 'Спасибо'])).toBe('А-11871');
  });

  it('is the only one of the customer where none was named', () => {
    expect(orderMeant([{ number: '58107' }], 1, ['Здравствуйте'])).toBe('58107');
  });

  it('is open where several could be meant', () => {
    expect(orderMeant(orders, 2, ['Здравствуйте'])).toBeNull();
    expect(orderMeant(orders, 2, ['А-11870 и А-11871'])).toBeNull();
    expect(orderMeant([{ number: '58107' }], 3, ['Здравствуйте'])).toBeNull();
    expect(orderMeant([], 0, ['А-11870'])).toBeNull();
  });
});
