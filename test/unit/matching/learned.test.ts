import { classifierOf } from '#domain/matching/classifier';
import { foldsOf } from '#domain/matching/folds';
import { borderOf, learn, type Trial } from '#domain/matching/learned';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const topics = {
  delivery: ['how long does delivery take', 'when will my parcel arrive', 'is delivery free', 'where is my parcel', 'my parcel is late', 'delivery to another city', 'can you deliver on sunday', 'change the address of delivery'],
  payment: ['can i pay by card', 'my card was declined', 'pay in cash', 'the payment failed', 'was my payment taken twice', 'which cards do you take', 'pay later', 'invoice for my payment'],
  entrance: ['i forgot my password', 'reset the password', 'cannot sign in', 'sign in does not work', 'my account is locked', 'change my password', 'unlock the account', 'no code to sign in came'],
  returning: ['return an item', 'how do i send an item back', 'the item is broken i want to return it', 'where do i return shoes', 'return without the box', 'is a return free', 'refund for my return', 'how long may i return an item'],
  hours: ['when are you open', 'opening hours', 'are you open on sunday', 'until when is the shop open', 'is the shop open today', 'hours on holidays', 'when does the shop close', 'do you open early'],
  size: ['which size fits me', 'the size is too small', 'do you have larger sizes', 'table of sizes', 'size of the shoes', 'is this size small', 'what size should i order', 'sizes for children'],
};
const examples = Object.entries(topics).flatMap(([label, texts]) => texts.map((text) => ({ text, label })));

test('what was not taught is refused, what was is answered', () => {
  const { model, border } = learn({ examples, seed: 1 }, { answered: 0.95, right: 0.8, strangers: 0.1 });
  const { read } = classifierOf(model);
  const isSure = (text: string): boolean => read(text, 1).certainty >= border;
  expect(['where is the parcel?', 'I FORGOT the pasword', 'return the shoes'].map(isSure)).toEqual([true, true, true]);
  expect(['tell me a joke about penguins', 'стихи про зиму', '', '🙂'].map(isSure)).toEqual([false, false, false, false]);
});

test('the border keeps all of its bounds', () => {
  const trial = fc.record({ certainty: fc.double({ min: 0, max: 4, noNaN: true }), came: fc.constantFrom<Trial['came']>('right', 'wrong', 'stranger') });
  const bound = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.uniqueArray(trial, { selector: ({ certainty }) => certainty }), fc.record({ answered: bound, right: bound, strangers: bound }), (trials, bounds) => {
      const border = borderOf(trials, bounds);
      const taken = (...came: Trial['came'][]): number => trials.filter((one) => one.certainty >= border && came.includes(one.came)).length;
      const all = (...came: Trial['came'][]): number => trials.filter((one) => came.includes(one.came)).length;
      const answered = taken('right', 'wrong');
      return answered <= bounds.answered * all('right', 'wrong') + 1e-9 && taken('right') >= bounds.right * answered - 1e-9 && taken('stranger') <= bounds.strangers * all('stranger') + 1e-9;
    }),
  );
});

test('every fold has its share of every label', () => {
  const labels = examples.map(({ label }) => label);
  const parts = foldsOf(labels, { folds: 4, seed: 3 });
  for (const label of Object.keys(topics)) expect([0, 1, 2, 3].map((part) => labels.filter((one, place) => one === label && parts[place] === part).length)).toEqual([2, 2, 2, 2]);
  expect([...foldsOf(labels, { folds: 4, seed: 3 })]).toEqual([...parts]);
});
