import { readPage } from '#server/import/read-page';
import { guessColumns } from '#server/import/guess-columns';
import { describe, expect, test } from 'vitest';
import { processorTime } from '../../support/processor-time';

const now = Date.UTC(2026, 4, 12);
const page = (markdown: string | null, file = 'returns.md') => readPage({ file, markdown }, now);
const article = (markdown: string) => {
  const record = page(markdown)?.record;
  return record?.ok === true && record.value.kind === 'article' ? record.value : null;
};

describe('a page of Markdown', () => {
  test('says before its text what it is: lists, facts with an end, remarks and quotes', () => {
    const front = ['---', '# how to give things back', 'title: "Returns: how"', 'language: ru-RU', 'audience: internal # colleagues', 'owner: anna@shop.example', 'tags: [returns, "refund, money"]', 'review: 2026-12-01', 'facts:', '  - name: Term', "    text: '30 days'", '    until: 31.12.2026', '  - Fee | none', '---', '', 'Within [[Term]].', '', '## Steps {steps}', '1. Pack it'];
    expect(article(front.join('\r\n'))).toEqual({
      kind: 'article', key: 'returns.md', title: 'Returns: how', text: 'Within [[Term]].\n\n## Steps {steps}\n1. Pack it', language: 'ru', category: null, audience: 'staff',
      tags: ['returns', 'refund', 'money'], owner: 'anna@shop.example', reviewAt: Date.UTC(2026, 11, 1),
      facts: [{ name: 'Term', text: '30 days', validUntil: Date.UTC(2026, 11, 31, 23, 59, 59) }, { name: 'Fee', text: 'none', validUntil: null }],
    });
  });

  test('is understood in Russian words too', () => {
    const front = ['---', 'заголовок: Возврат', 'язык: русский', 'для кого: сотрудникам', 'метки:', '- возврат', '- деньги', 'факты:', '- имя: Срок', '  текст: 30 дней', '  действует до: 2026-12-31', '---', 'Текст'];
    expect(article(front.join('\n'))).toMatchObject({ title: 'Возврат', language: 'ru', audience: 'staff', tags: ['возврат', 'деньги'], facts: [{ name: 'Срок', text: '30 дней' }] });
  });

  test('without any of that takes its first heading, or its file, for its title', () => {
    expect(article('# Returns\n\nPack it.')).toMatchObject({ key: 'returns.md', title: 'Returns', text: 'Pack it.', audience: 'customers' });
    expect(article('Pack it.')).toMatchObject({ title: 'returns' });
  });

  test('is put as people read it: marks inside of lines are gone, a remark in code begins no section', () => {
    expect(article('See **[our page](https://shop.example/r)** or `menu`, but [[Term]] stays.\n```sh\n# not a heading\nrun\n```')?.text).toBe('See our page (https://shop.example/r) or menu, but [[Term]] stays.\n    # not a heading\nrun');
  });

  test.each([
    ['that is longer than an article', 'x'.repeat(100_001), 'field.tooLong', 'text'],
    ['that did not even travel', null, 'field.tooLong', 'text'],
    ['with too many sections', '## a\n'.repeat(201), 'field.tooLong', 'text'],
    ['with nothing in it', '---\ntitle: Empty\n---\n', 'field.missing', 'text'],
    ['whose beginning does not end', '---\ntitle: Open\n', 'line.malformed', null],
    ['with a line that says nothing', '---\ntitle\n---\nText', 'line.malformed', null],
    ['with a day that is none', '---\nreview: soon\n---\nText', 'field.malformed', 'reviewAt'],
    ['with half a fact', '---\nfacts:\n- name: Term\n---\nText', 'field.malformed', 'facts'],
    ['for somebody unknown', '---\naudience: martians\n---\nText', 'field.malformed', 'audience'],
  ])('%s is refused, and why', (_what, markdown, code, field) => {
    expect(page(markdown)).toMatchObject({ file: 'returns.md', record: { ok: false, code, field } });
  });

  test('of a million marks is read in no time', () => {
    const took = processorTime(() => {
      for (const mark of ['**', '[', '`', '[a](', '# ', '- ']) page(mark.repeat(99_000 / mark.length));
    });
    expect(took).toBeLessThan(5000);
  });
});

test('columns of articles are known by what other systems call them, in both languages', () => {
  expect(guessColumns('article', ['ID', 'Название', 'Содержание', 'Язык', 'Рубрика', 'Для кого', 'Теги', 'Ответственный', 'Дата пересмотра', 'Факты'])).toEqual({ key: 'ID', title: 'Название', text: 'Содержание', language: 'Язык', category: 'Рубрика', audience: 'Для кого', tags: 'Теги', owner: 'Ответственный', reviewAt: 'Дата пересмотра', facts: 'Факты' });
  expect(guessColumns('article', ['slug', 'Title', 'Body', 'Locale', 'Folder', 'Visibility', 'Labels', 'Owner', 'Review_date', 'Facts'])).toMatchObject({ key: 'slug', language: 'Locale', audience: 'Visibility', tags: 'Labels', owner: 'Owner', reviewAt: 'Review_date' });
});
