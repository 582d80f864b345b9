import { foldQuoted } from '#domain/conversation/quoted-text';
import { describe, expect, it } from 'vitest';
import { processorTime } from '../../support/processor-time';

const answer = 'Спасибо, посылка пришла.\n\nНо коробка помята.';

describe('what a customer answered is found above the mail that they answered', () => {
  it.each([
    ['Thunderbird', '12.03.2026 10:15, Лавка пишет:\n> Когда вам удобно?\n> Марина'],
    ['Gmail', 'чт, 12 мар. 2026 г. в 10:15, Лавка <help@lavka.example>:\n\n> Когда вам удобно?'],
    ['Gmail on a telephone, broken over lines', '12 марта 2026 г. 10:15 пользователь "Лавка" <\nhelp@lavka.example> написал:\n\n> Когда вам удобно?'],
    ['Yandex', '12.03.2026, 10:15, "Лавка" <help@lavka.example>:\n\nКогда вам удобно?'],
    ['Mail.ru', 'Четверг, 12 марта 2026, 10:15 +03:00 от Лавка <help@lavka.example>:\n\nКогда вам удобно?'],
    ['The Bat', 'Вы писали 12 марта 2026 г., 10:15:15:\n\n> Когда вам удобно?'],
    ['Outlook in Russian', 'От: Лавка [mailto:help@lavka.example]\nОтправлено: 12 марта 2026 г. 10:15\nКому: Анна\nТема: Ваш заказ\n\nКогда вам удобно?'],
    ['Outlook of old in Russian', '-----Исходное сообщение-----\nОт: Лавка\nОтправлено: 12 марта\n\nКогда вам удобно?'],
    ['Apple Mail', '> 12 марта 2026 г., в 10:15, Лавка <help@lavka.example> написал(а):\n>\n> Когда вам удобно?'],
    ['Gmail in English', 'On Thu, Mar 12, 2026 at 10:15 AM Shop <help@shop.example> wrote:\n> When?'],
    ['Outlook in English', '________________________________\nFrom: Shop <help@shop.example>\nSent: Thursday, March 12, 2026 10:15 AM\nTo: Anna\nSubject: Your order\n\nWhen?'],
    ['Apple Mail in German', 'Am 12.03.2026 um 10:15 schrieb Laden <hilfe@laden.example>:\n\nWann?'],
    ['Gmail in French, broken over lines', 'Le jeu. 12 mars 2026 à 10:15, La Boutique <aide@boutique.example>\na écrit :\n\n> Quand ?'],
    ['a signature', '-- \nАнна Петрова\nтел. 123'],
    ['a telephone', 'Отправлено с iPhone'],
    ['a telephone in English, and a quotation below', 'Sent from my phone\n\nOn Thu, Mar 12, 2026, Shop <help@shop.example> wrote:\n> When?'],
  ])('as %s quotes it', (_program, tail) => {
    const text = `${answer}\n\n${tail}`;
    const folded = foldQuoted(text);
    expect([folded.own.trim(), folded.after, folded.before]).toEqual([answer, tail, '']);
  });

  it('and below it, where the answer stands under the quotation', () => {
    expect(foldQuoted('12.03.2026 10:15, Лавка пишет:\n> Когда?\nВ пятницу.')).toEqual({ before: '12.03.2026 10:15, Лавка пишет:\n> Когда?\n', own: 'В пятницу.', after: '' });
  });
});

describe('nothing that a customer wrote now is folded away', () => {
  it.each([
    ['answers between quoted lines', 'Отвечаю по пунктам.\n> Когда?\nВ пятницу.\n> Куда?\nНа склад.'],
    ['a list of fields', 'Мои данные:\nТема: доставка\nГород: Тверь\nжду ответа'],
    ['a sentence with a date and a colon', 'Заказ от 12.03.2026 не пришёл, вот номер:\nA-1051'],
    ['a rule between parts', 'Первое.\n-----\nВторое.'],
    ['a sentence about a telephone', 'Sent from my desk, it is easier than the telephone.'],
    ['the word wrote', 'My colleague wrote:\nplease call us'],
    ['a forwarded mail alone', '-----Исходное сообщение-----\nОт: Лавка\nКому: Анна\nТема: Заказ\n\nПосмотрите'],
    ['a quotation alone', '> Когда?'],
    ['nothing at all', ''],
  ])('not %s', (_what, text) => {
    expect(foldQuoted(text)).toEqual({ before: '', own: text, after: '' });
  });

  it('and the three pieces are always the whole', () => {
    const lines = ['> q', 'w', '', '-- ', 'От: a@b.example', 'Кому: c', 'Тема: x', 'On 1.1.2026 a <a@b.example> wrote:', '_____'];
    for (let seed = 0; seed < 3000; seed += 1) {
      const text = Array.from({ length: 1 + (seed % 7) }, (_, at) => lines[(seed * 7919 + at * 104729 + ((seed * at) >> 3)) % lines.length]).join('\n');
      const { before, own, after } = foldQuoted(text);
      expect(before + own + after).toBe(text);
    }
  });

  it('and a hostile text takes no time', () => {
    const took = processorTime(() => {
      for (const piece of ['> ', 'On ', 'a@b.c ', '1:11 wrote ', 'От: ', '- ', 'a\n', '>\n', 'От: x\n']) foldQuoted(piece.repeat(200_000 / piece.length));
    });
    expect(took).toBeLessThan(2000);
  });

  it('and thousands of quoted lines that were broken off do not hold the server up', () => {
    const text = `${`> ${'x'.repeat(60)}\nyy\n`.repeat(2490)}> q\nend`;
    expect(processorTime(() => foldQuoted(text))).toBeLessThan(300);
  });
});
