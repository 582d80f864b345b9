import { isWhole, type BotPlan } from '#domain/bot/plan';
import { trainMatcher } from '#domain/bot/matcher';
import { beginning, takeTurn, type BotState, type BotTurn, type Said, type Trained } from '#domain/bot/talk';
import { weekCalendar } from '#domain/bot/week-calendar';
import { isOpenBy } from '#domain/hours/calendar';
import { hour } from '#kernel/instant';
import { starterPlan } from '#server/channel/bot/text/starter-plan';
import { describe, expect, test } from 'vitest';

function trained(plan: BotPlan): Trained {
  return { plan, matcher: trainMatcher(plan.intents.flatMap(({ key, phrases }) => phrases.map((phrase) => ({ key, phrase })))) };
}

const [ru, en] = [trained(starterPlan('ru')), trained(starterPlan('en'))];
/** A Wednesday, 12:00 in Moscow. */
const noon = Date.UTC(2026, 6, 15, 9);
const nobody = { isFirst: false, facts: [], order: () => null, now: noon, arePeopleIn: null } satisfies Omit<Said, 'text'>;

/** What the bot makes of these messages, one after the other. */
function talk(bot: Trained, lines: readonly string[], known: Partial<Said> = {}): readonly BotTurn[] {
  let state: BotState = beginning;
  return lines.map((text, place) => {
    const turn = takeTurn(bot, state, { ...nobody, isFirst: place === 0, ...known, text });
    if (turn.kind === 'answers') state = turn.state;
    return turn;
  });
}

function lastOf(bot: Trained, lines: readonly string[], known: Partial<Said> = {}): BotTurn | undefined {
  return talk(bot, lines, known).at(-1);
}

describe('the starter of a company', () => {
  test.each([['ru', ru], ['en', en]])('is whole: %s', (_language, { plan }) => {
    expect(isWhole(plan)).toBe(true);
  });

  test.each([
    [ru, 'подскажите пожалуйста сколко стоит доставка?', 'Доставка'],
    [ru, 'Забыла пароль от кабинета', 'Вход в кабинет'],
    [ru, 'а чем у вас можно заплатить, картой можно', 'Оплата'],
    [ru, 'вы работаете в воскресенье?', 'Часы работы'],
    [en, 'how much does delivery cost', 'Delivery'],
    [en, 'i forgot my pasword', 'Signing in'],
    [en, 'are you open on sunday?', 'Opening hours'],
  ])('knows what is asked in words of one’s own, endings and slips included: %#', (bot, text, about) => {
    expect(lastOf(bot, [text])).toMatchObject({ kind: 'answers', state: { about } });
  });

  test.each([
    [ru, 'У вас работает Мария Иванова?'],
    [ru, 'Напишите стихотворение про зиму'],
    [ru, 'хочу предложить вам сотрудничество'],
    [en, 'what is the capital of France'],
    [en, 'write me a poem about winter'],
  ])('does not pretend to know what it was not taught: %#', (bot, text) => {
    expect(lastOf(bot, [text])).toMatchObject({ kind: 'answers', state: { misses: 1, about: null } });
    expect(lastOf(bot, [text, text])).toMatchObject({ kind: 'handsOver', why: 'notUnderstood' });
  });
});

describe('people take over', () => {
  test.each([
    [ru, 'оператора, пожалуйста', 'asked'],
    [ru, 'Позовите человека', 'asked'],
    [ru, 'соедините с живым человеком!!!', 'asked'],
    [en, 'A person, please', 'asked'],
    [en, 'let me speak to someone', 'asked'],
    [ru, 'Это безобразие, где мой заказ', 'upset'],
    [en, 'this is ridiculous, where is my order', 'upset'],
    [ru, 'Сколько можно ждать этот заказ', 'upset'],
    [ru, 'Сколько можно?!', 'upset'],
    [ru, 'сколько можно! третий день одно и то же', 'upset'],
    [en, 'I hate waiting for your answers', 'upset'],
    [ru, 'Буду жаловаться в Роспотребнадзор', 'complaint'],
    [ru, 'хочу подать жалобу на курьера', 'complaint'],
    [en, 'I want to make a complaint', 'complaint'],
    [ru, 'деньги списались, а заказа нет', 'flow'],
  ])('at “%#”, wherever the bot is', (bot, text, why) => {
    expect(lastOf(bot, [text])).toMatchObject({ kind: 'handsOver', why });
    const flow = bot === ru ? 'хочу вернуть товар' : 'I want to return an item';
    expect(lastOf(bot, [flow, text])).toMatchObject({ kind: 'handsOver', why });
  });

  test.each([
    [ru, 'Сколько можно вернуть товар после покупки?'],
    [ru, 'сколько можно хранить заказ в пункте выдачи'],
    [ru, 'Оформить возврат за сколько можно?'],
    [ru, 'забрать заказ во сколько можно'],
    [ru, 'кидала вам фото заказа вчера'],
    [ru, 'ткань грубая или мягкая?'],
    [en, 'I hate to bother you, but where is my order'],
    [en, 'do you deliver to 5 Court Street'],
    [en, 'My name is Sue, where is my parcel'],
  ])('a plain question in words that may also be angry goes to nobody for that: %#', (bot, text) => {
    expect(lastOf(bot, [text])).not.toMatchObject({ why: 'upset' });
    expect(lastOf(bot, [text])).not.toMatchObject({ why: 'complaint' });
  });

  test('a please is no complaint', () => {
    expect(lastOf(ru, ['скажите, пожалуйста, где мой заказ'])).toMatchObject({ kind: 'answers' });
  });

  test('at once, of customers whom people meet', () => {
    const bot: Trained = { ...ru, plan: { ...ru.plan, important: { label: 'Статус', value: 'VIP' } } };
    expect(lastOf(bot, ['где мой заказ'], { facts: [{ label: 'Статус', value: 'VIP' }] })).toMatchObject({ kind: 'handsOver', why: 'important' });
    expect(lastOf(bot, ['где мой заказ'], { facts: [{ label: 'Статус', value: 'гость' }] })).toMatchObject({ kind: 'answers' });
  });

  test('with what it is about, and told honestly when nobody is there', () => {
    expect(lastOf(ru, ['хочу вернуть товар', 'брак, не работает'])).toEqual({ kind: 'handsOver', says: [ru.plan.handingOver], why: 'flow', about: 'Возврат' });
    expect(lastOf(ru, ['оператор'], { now: noon + 12 * hour })).toMatchObject({ says: [ru.plan.closed] });
  });
});

describe('a flow', () => {
  test('asks, goes where the answer leads, and ends solved', () => {
    const turns = talk(ru, ['как оформить возврат', 'не подошёл размер', 'да']);
    expect(turns.map((turn) => turn.kind === 'answers' && turn.isResolved)).toEqual([false, false, true]);
    expect(turns[0]?.says).toEqual([ru.plan.greeting, 'Что не так с покупкой?\n1. Не подошла\n2. С браком']);
    expect(talk(ru, ['как оформить возврат', '2']).at(-1)).toMatchObject({ kind: 'handsOver', why: 'flow' });
  });

  test('asks once more when no answer fits, then people take over', () => {
    const turns = talk(ru, ['как оформить возврат', 'ээ', 'ммм']);
    expect(turns[1]).toMatchObject({ kind: 'answers', says: ['Что не так с покупкой?\n1. Не подошла\n2. С браком'] });
    expect(turns[2]).toMatchObject({ kind: 'handsOver', why: 'notUnderstood', about: 'Возврат' });
  });

  test('gives way to another question', () => {
    expect(lastOf(ru, ['как оформить возврат', 'а сколько стоит доставка?'])).toMatchObject({ kind: 'answers', state: { about: 'Доставка', flow: null } });
  });

  test('that was taught otherwise meanwhile does not trap anybody', () => {
    const bot: Trained = { ...ru, plan: { ...ru.plan, flows: [] } };
    const state: BotState = { ...beginning, flow: { flow: 'return', step: 'what', asked: 0 } };
    expect(takeTurn(bot, state, { ...nobody, text: 'сколько стоит доставка' })).toMatchObject({ kind: 'answers', state: { about: 'Доставка', flow: null } });
  });
});

describe('the number of an order', () => {
  const order = (number: string): string | null => (number === '10452' ? 'передан курьеру' : null);

  test('is asked for, and its state told; of an order of somebody else it knows nothing', () => {
    expect(lastOf(ru, ['где мой заказ?', '№ 10452'], { order })).toMatchObject({ says: ['Заказ 10452: передан курьеру.'] });
    expect(lastOf(ru, ['Где заказ 10452?'], { order })).toMatchObject({ says: [ru.plan.greeting, 'Заказ 10452: передан курьеру.'] });
    expect(lastOf(ru, ['Где заказ 61-10452?'], { order: (number) => (number === '61-10452' ? 'в пути' : null) })).toMatchObject({ says: [ru.plan.greeting, 'Заказ 61-10452: в пути.'] });
    expect(lastOf(ru, ['где мой заказ?', '77777'], { order })).toMatchObject({ kind: 'answers', says: ['Заказа 77777 среди ваших не нахожу. Проверьте, пожалуйста, номер.'] });
    expect(lastOf(ru, ['где мой заказ?', '77777', '88888'], { order })).toMatchObject({ kind: 'handsOver', why: 'notUnderstood' });
  });

  test('written into an answer cannot bring words of its own', () => {
    expect(lastOf(ru, ['заказ 10452'], { order: () => '$& {number}' })).toMatchObject({ says: [ru.plan.greeting, 'Заказ 10452: $& {number}.'] });
  });
});

test('thanks for an answer end it well, a bare greeting wants nothing yet', () => {
  expect(lastOf(ru, ['сколько стоит доставка', 'спасибо!'])).toMatchObject({ kind: 'answers', isResolved: true, says: [ru.plan.thanked] });
  expect(lastOf(ru, ['Добрый день!'])).toEqual({ kind: 'answers', says: [ru.plan.greeting], state: beginning, isResolved: false });
});

test('a bot without a greeting does not meet one with silence', () => {
  const bot: Trained = { ...ru, plan: { ...ru.plan, greeting: '' } };
  expect(lastOf(bot, ['Здравствуйте'])).toMatchObject({ kind: 'answers', says: [ru.plan.notUnderstood] });
});

test('the hours of a company are those of its own clock', () => {
  const { hours } = ru.plan;
  expect([8, 9, 20, 21].map((local) => isOpenBy(weekCalendar(hours), Date.UTC(2026, 6, 15, local - 3)))).toEqual([false, true, true, false]);
  const closedOnSunday = { ...hours, days: [...hours.days.slice(0, 6), null] };
  expect([18, 19, 20].map((date) => isOpenBy(weekCalendar(closedOnSunday), Date.UTC(2026, 6, date, 9)))).toEqual([true, false, true]);
});

test('a matcher that was taught nothing knows nothing', () => {
  expect(trainMatcher([]).match('где мой заказ')).toBe(null);
});

test('where the team that takes over has hours, those say whether people are in', () => {
  const asked = (arePeopleIn: boolean | null): BotTurn | undefined => talk(ru, ['позовите человека'], { arePeopleIn })[0];
  expect(asked(null)).toMatchObject({ kind: 'handsOver', says: [ru.plan.handingOver] });
  expect(asked(false)).toMatchObject({ kind: 'handsOver', says: [ru.plan.closed] });
});
