import { expect, test } from 'vitest';
import type { ArticleDraft } from '#contract/article';
import { contentOfFields, fieldsOf, freshFields } from '../../../renderer/knowledge/article-fields';

const written: ArticleDraft = { ...freshFields('en'), title: 'Returns', text: 'Within [[term]].', facts: [{ name: 'term', text: '30 days', until: '2026-12-31' }], reviewAt: '2026-06-01' };

test('the dates of an article are days of the writer, of which the last of a fact is whole', () => {
  const outcome = contentOfFields(written);
  expect(outcome).toMatchObject({ ok: true, value: { reviewAt: new Date(2026, 5, 1).getTime(), facts: [{ validUntil: new Date(2026, 11, 31, 23, 59, 59).getTime() }] } });
  expect(outcome.ok && fieldsOf(outcome.value, 0)).toMatchObject({ reviewAt: '2026-06-01', facts: [{ until: '2026-12-31' }] });
});

test('an article with a date that is none is not saved without it', () => {
  for (const wrong of ['tomorrow', '31.02.2026', '2026-02-31']) {
    expect(contentOfFields({ ...written, reviewAt: wrong })).toMatchObject({ ok: false, code: 'dateUnread' });
    expect(contentOfFields({ ...written, facts: [{ name: 'term', text: '30 days', until: wrong }] })).toMatchObject({ ok: false, code: 'dateUnread' });
  }
});
