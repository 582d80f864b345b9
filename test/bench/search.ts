import type { Page } from '@playwright/test';
import type { PaintClock } from './paint';

/** Between two letters of a person, in milliseconds. */
const pause = 150;
const samples = 60;

/** Common words and rare ones, two together, the beginning of one, another form, a number, a wrong letter. */
const questions = ['заказ', 'возвраты', 'посылка повреждена', 'order', 'refund charged', 'достав', 'А-4711', 'a-77123', 'чайники', 'вазврат', 'delivery thursday', 'кофемолка размер', 'from:customer 12', 'счёт оплата', '"не пришёл в срок"'];

/** Everything that the desk holds is found by its words. */
export async function untilFound(window: Page): Promise<void> {
  const ask = `window.otklik.ask('search.find', { text: 'x', limit: 1 }).then((outcome) => outcome.ok && outcome.value.filled === 1)`;
  while ((await window.evaluate(ask)) !== true) await window.waitForTimeout(500);
}

/** From the last letter of a question to its first results. */
export async function timeSearch(window: Page, clock: PaintClock): Promise<readonly number[]> {
  const times: number[] = [];
  await window.keyboard.press('/');
  const field = window.locator('input[name="search"]');
  await field.waitFor();
  for (let sample = 0; sample < samples; sample += 1) {
    const question = questions[sample % questions.length] ?? '';
    await field.fill(question.slice(0, -1));
    await window.waitForTimeout(pause);
    const answered = `document.querySelector('#found')?.dataset.answers === ${JSON.stringify(question)}`;
    times.push(await clock.time('input', answered, () => window.keyboard.insertText(question.slice(-1))));
  }
  await window.keyboard.press('Escape');
  return times;
}
