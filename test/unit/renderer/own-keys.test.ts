import { describe, expect, it } from 'vitest';
import { ownKeys } from '#contract/appearance';
import type { Pressed } from '../../../renderer/kit/chord';
import { commandOf, keymap } from '../../../renderer/shell/keymap';
import { boundKeys, hintsOf, isFixed, judge, takenBy, usualAgain, withKey } from '../../../renderer/shell/own-keys';

function press(key: string, code: string, held: Partial<Pressed> = {}): Pressed {
  return { key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held };
}

const chosen = (own: Record<string, string>, chord: string) => commandOf(chord, boundKeys(own));

describe('a key of one’s own', () => {
  it('does what it was chosen for, and the usual one does it no longer', () => {
    const own = withKey({}, 'resolve', 'd');
    expect(chosen(own, 'd')).toBe('resolve');
    expect(chosen(own, 'e')).toBeNull();
    expect(hintsOf(own).get('e')).toBe('d');
  });

  it('is told to be taken, and is taken over from whoever had it', () => {
    expect(takenBy('r', 'resolve', {})?.command).toBe('reply');
    const own = withKey({}, 'resolve', 'r');
    expect(chosen(own, 'r')).toBe('resolve');
    expect(own).toEqual({ resolve: 'r', reply: '' });
    expect(hintsOf(own).get('r')).toBeNull();
  });

  it('leaves when the usual one comes back', () => {
    expect(usualAgain({ resolve: 'd' }, 'resolve')).toEqual({});
    expect(withKey({ resolve: 'd' }, 'resolve', 'e')).toEqual({});
  });

  it('counts before a usual one of a later version', () => {
    const own = { gone: 'f', resolve: 'q' };
    expect(chosen(own, 'q')).toBe('resolve');
    expect(boundKeys({ resolve: 'n' }).filter(({ chords }) => chords.includes('n'))).toHaveLength(1);
  });

  it('never takes arrows, Enter and Esc away', () => {
    const own = Object.fromEntries(keymap.map(({ command }) => [command, '']));
    for (const chord of ['up', 'down', 'enter', 'escape']) expect(chosen(own, chord)).toBe(commandOf(chord));
  });

  it('is one place on the keyboard in every layout', () => {
    expect(judge(press('в', 'KeyD'), [], false)).toEqual({ chord: 'd' });
    expect(judge(press('a', 'KeyQ'), [], false)).toEqual({ chord: 'a' });
    expect(judge(press('Y', 'KeyZ', { shiftKey: true }), [], false)).toEqual({ chord: 'shift+y' });
    expect(judge(press('в', 'KeyD', { metaKey: true }), [], true)).toEqual({ chord: 'mod+d' });
  });

  it('is none that the system, calls, texts or suggestions need', () => {
    expect(judge(press('e', 'KeyE', { altKey: true }), [], false)).toEqual({ fault: 'alt' });
    expect(judge(press('€', 'KeyE', { altKey: true, ctrlKey: true }), [], false)).toEqual({ fault: 'alt' });
    expect(judge(press('F9', 'F9'), [], false)).toEqual({ fault: 'calls' });
    expect(judge(press('ArrowUp', 'ArrowUp'), [], false)).toEqual({ fault: 'fixed' });
    expect(judge(press('с', 'KeyC', { ctrlKey: true }), [], false)).toEqual({ fault: 'reserved' });
    expect(judge(press('2', 'Digit2', { ctrlKey: true }), [], false)).toEqual({ fault: 'reserved' });
    expect(judge(press('ё', 'Backquote'), [], false)).toEqual({ fault: 'unnamed' });
    expect(judge(press('ф', 'KeyA', { ctrlKey: true }), ['mod+a'], false)).toEqual({ chord: 'mod+a' });
  });
});

describe('the usual keys', () => {
  it('use neither Alt nor function keys', () => {
    for (const { chords } of keymap) for (const chord of chords) expect(chord).not.toMatch(/alt|(?:^|\+)f\d/);
  });

  it('could each be chosen for their command', () => {
    const free = keymap.flatMap(({ chords }) => chords.filter((chord) => !isFixed(chord)));
    expect(ownKeys.safeParse(Object.fromEntries(free.map((chord, place) => [String(place), chord]))).success).toBe(true);
  });
});
