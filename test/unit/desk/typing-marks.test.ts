import { id } from '#kernel/id';
import { second } from '#kernel/instant';
import { afterEach, describe, expect, it } from 'vitest';
import { TypingMarks } from '#desk/conversation/typing-marks';

const conversation = id('conversation', '1');
const now = 1_800_000_000_000;
const marks = new TypingMarks(
  () => now,
  () => undefined,
);

describe('the mark of a customer who types', () => {
  afterEach(() => marks.stop());

  it('lasts some seconds, and longer than a message that came before it', () => {
    marks.heard(conversation);
    expect(marks.until(conversation, null)).toBeGreaterThan(now);
    expect(marks.until(conversation, now - second)).toBeGreaterThan(now);
  });

  it('ends with the message that was typed', () => {
    marks.heard(conversation);
    expect(marks.until(conversation, now + second)).toBeNull();
  });
});
