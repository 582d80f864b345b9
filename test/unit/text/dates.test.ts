import { day, hour, minute } from '#kernel/instant';
import { describe, expect, it } from 'vitest';
import { datesOf, sizeText } from '../../../renderer/text/dates';
import { speaker } from '../../../renderer/text/say';

const now = new Date(2026, 6, 15, 14, 30).getTime();
const ru = datesOf('ru', speaker('ru'));
const en = datesOf('en', speaker('en'));

describe('the time in a list row', () => {
  it('is as short as its age allows', () => {
    expect(ru.short(now - 20_000, now)).toBe('сейчас');
    expect(ru.short(now - 5 * minute, now)).toBe('5 мин');
    expect(ru.short(now - 3 * hour, now)).toBe('11:30');
    expect(ru.short(now - day, now)).toBe('вчера');
    expect(en.short(now - 3 * day, now)).toBe('Sun');
    expect(en.short(now - 30 * day, now)).toBe('15 Jun');
    expect(en.short(now - 400 * day, now)).toBe('10 Jun 2025');
  });

  it('calls yesterday what was before midnight, not what is 24 hours old', () => {
    const morning = new Date(2026, 6, 15, 1, 0).getTime();
    expect(en.short(morning - 2 * hour, morning)).toBe('yesterday');
  });
});

describe('the day of a conversation', () => {
  it('has a name', () => {
    expect(ru.dayTitle(now, now)).toBe('Сегодня');
    expect(ru.dayTitle(now - day, now)).toBe('Вчера');
    expect(ru.dayTitle(now - 9 * day, now)).toBe('понедельник, 6 июля');
  });
});

describe('a file size', () => {
  it('is told in the unit that fits', () => {
    expect(sizeText(512, speaker('en'))).toBe('512 B');
    expect(sizeText(48_213, speaker('ru'))).toBe('47 КБ');
    expect(sizeText(3_500_000, speaker('ru'))).toBe('3,3 МБ');
  });
});
