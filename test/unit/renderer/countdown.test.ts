import { hour, minute, second } from '#kernel/instant';
import { describe, expect, it } from 'vitest';
import { clockFace, countdown } from '../../../renderer/kit/countdown';

const now = 1_800_000_000_000;

describe('the first-response countdown', () => {
  it('is calm, then approaching in the last quarter of the target, then breached', () => {
    const tone = (left: number, kind: 'email' | 'chat') => countdown({ state: 'running', dueAt: now + left }, kind, now)?.tone;
    expect(tone(hour, 'email')).toBe('met');
    expect(tone(30 * minute, 'email')).toBe('approaching');
    expect(tone(16 * second, 'chat')).toBe('met');
    expect(tone(15 * second, 'chat')).toBe('approaching');
    expect(tone(0, 'chat')).toBe('approaching');
    expect(tone(-1, 'chat')).toBe('breached');
  });

  it('disappears once the target is met', () => {
    expect(countdown({ state: 'met', dueAt: now, at: now - second }, 'chat', now)).toBeNull();
  });

  it('regrets a missed target for a quarter of an hour, standing still', () => {
    const clock = { state: 'missed', dueAt: now - 5 * minute, at: now - 2 * minute } as const;
    expect(countdown(clock, 'chat', now)).toEqual({ tone: 'breached', left: -3 * minute, running: false });
    expect(countdown(clock, 'chat', now + 14 * minute)).toBeNull();
  });
});

describe('the face of the countdown', () => {
  it.each([
    [59 * second + 1, '01:00'],
    [41 * second, '00:41'],
    [19 * minute + 31 * second, '19:31'],
    [hour + 2 * minute + 3 * second, '1:02:03'],
    [26 * hour, '26:00:00'],
    [0, '00:00'],
    [-48 * second, '−00:48'],
    [-999, '−00:00'],
  ])('shows %d ms as %s', (left, face) => {
    expect(clockFace(left)).toBe(face);
  });
});
