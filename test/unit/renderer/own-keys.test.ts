import { describe, expect, it } from 'vitest';
import { ownKeys } from '#contract/appearance';
import type { Pressed } from '../../../renderer/kit/chord';
import { commandOf, keymap, type KeyCommand } from '../../../renderer/shell/keymap';
import { boundKeys, isFixed, judge, keysInForce, takenBy, usualAgain, withKey } from '../../../renderer/shell/own-keys';

function press(key: string, code: string, held: Partial<Pressed> = {}): Pressed {
  return { key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held };
}

const chosen = (own: Record<string, string>, chord: string) => commandOf(chord, boundKeys(own, keymap));

/** What the person is told who presses that for a command. */
function judged(command: KeyCommand, pressed: Pressed, mac = false) {
  const usual = keymap.find((binding) => binding.command === command);
  return usual === undefined ? null : judge(pressed, usual, mac);
}

describe('a key of one’s own', () => {
  it('does what it was chosen for, and the usual one does it no longer', () => {
    const own = withKey({}, 'resolve', 'd');
    expect(chosen(own, 'd')).toBe('resolve');
    expect(chosen(own, 'e')).toBeNull();
    expect(keysInForce(own).hints.get('e')).toBe('d');
  });

  it('is told to be taken, and is taken over from whoever had it', () => {
    expect(takenBy('r', 'resolve', {})?.command).toBe('reply');
    const own = withKey({}, 'resolve', 'r');
    expect(chosen(own, 'r')).toBe('resolve');
    expect(own).toEqual({ resolve: 'r', reply: '' });
    expect(keysInForce(own).hints.get('r')).toBeNull();
  });

  it('leaves when the usual one comes back', () => {
    expect(usualAgain({ resolve: 'd' }, 'resolve')).toEqual({});
    expect(withKey({ resolve: 'd' }, 'resolve', 'e')).toEqual({});
  });

  it('counts before a usual one of a later version', () => {
    const own = { gone: 'f', resolve: 'q' };
    expect(chosen(own, 'q')).toBe('resolve');
    expect(boundKeys({ resolve: 'n' }, keymap).filter(({ chords }) => chords.includes('n'))).toHaveLength(1);
  });

  it('never takes arrows, Enter and Esc away', () => {
    const own = Object.fromEntries(keymap.map(({ command }) => [command, '']));
    for (const chord of ['up', 'down', 'enter', 'escape']) expect(chosen(own, chord)).toBe(commandOf(chord, keymap));
  });

  it('is one place on the keyboard in every layout', () => {
    expect(judged('resolve', press('в', 'KeyD'))).toEqual({ chord: 'd' });
    expect(judged('resolve', press('a', 'KeyQ'))).toEqual({ chord: 'a' });
    expect(judged('resolve', press('Y', 'KeyZ', { shiftKey: true }))).toEqual({ chord: 'shift+y' });
    expect(judged('resolve', press('в', 'KeyD', { metaKey: true }), true)).toEqual({ chord: 'mod+d' });
    expect(judged('bold', press('в', 'KeyD', { ctrlKey: true }))).toEqual({ chord: 'mod+d' });
  });

  it('is none that the system, calls or texts need', () => {
    expect(judged('resolve', press('e', 'KeyE', { altKey: true }))).toEqual({ fault: 'alt' });
    expect(judged('resolve', press('€', 'KeyE', { altKey: true, ctrlKey: true }))).toEqual({ fault: 'alt' });
    expect(judged('resolve', press('F9', 'F9'))).toEqual({ fault: 'calls' });
    expect(judged('resolve', press('ArrowUp', 'ArrowUp'))).toEqual({ fault: 'fixed' });
    expect(judged('resolve', press('ArrowUp', 'ArrowUp', { ctrlKey: true }))).toEqual({ fault: 'fixed' });
    expect(judged('resolve', press('с', 'KeyC', { ctrlKey: true }))).toEqual({ fault: 'reserved' });
    expect(judged('resolve', press('0', 'Digit0', { ctrlKey: true }))).toEqual({ fault: 'reserved' });
    expect(judged('resolve', press('ё', 'Backquote'))).toEqual({ fault: 'unnamed' });
    expect(judged('markAll', press('ф', 'KeyA', { ctrlKey: true }))).toEqual({ chord: 'mod+a' });
  });
});

describe('a key of one’s own for what is done while writing', () => {
  it('acts in the fields instead of the usual one, and stands on the buttons', () => {
    const { writing, hints } = keysInForce(withKey(withKey({}, 'bold', 'mod+d'), 'send', 'mod+s'));
    expect([writing.get('mod+d'), writing.get('mod+s')]).toEqual(['bold', 'send']);
    expect([writing.get('mod+b'), writing.get('mod+enter')]).toEqual([undefined, undefined]);
    expect([hints.get('mod+b'), hints.get('mod+enter')]).toEqual(['mod+d', 'mod+s']);
  });

  it('keeps Ctrl or ⌘, and is never with Alt', () => {
    for (const command of ['send', 'bold', 'takeBack', 'suggest1', 'draftReply'] as const) {
      expect(judged(command, press('d', 'KeyD'))).toEqual({ fault: 'letter' });
      expect(judged(command, press('Ы', 'KeyS', { shiftKey: true }))).toEqual({ fault: 'letter' });
      expect(judged(command, press('/', 'Slash'))).toEqual({ fault: 'letter' });
      expect(judged(command, press('.', 'Slash'))).toEqual({ fault: 'letter' });
      expect(judged(command, press('2', 'Digit2', { shiftKey: true }))).toEqual({ fault: 'letter' });
      expect(judged(command, press('Enter', 'Enter'))).toEqual({ fault: 'fixed' });
      expect(judged(command, press('Enter', 'Enter', { shiftKey: true }))).toEqual({ fault: 'fixed' });
      expect(judged(command, press('d', 'KeyD', { altKey: true }))).toEqual({ fault: 'alt' });
      expect(judged(command, press('d', 'KeyD', { altKey: true, ctrlKey: true }))).toEqual({ fault: 'alt' });
      expect(judged(command, press('м', 'KeyV', { ctrlKey: true }))).toEqual({ fault: 'reserved' });
    }
    expect(judged('bold', press('d', 'KeyD', { metaKey: true }), true)).toEqual({ chord: 'mod+d' });
    expect(judged('bold', press('d', 'KeyD', { ctrlKey: true }), true)).toEqual({ fault: 'unnamed' });
  });

  it('is told to be taken by what the desk does, and the other way round', () => {
    expect(judged('bold', press('л', 'KeyK', { ctrlKey: true }))).toEqual({ chord: 'mod+k' });
    expect(takenBy('mod+k', 'bold', {})?.command).toBe('palette');
    expect(judged('takeNext', press('и', 'KeyB', { ctrlKey: true }))).toEqual({ chord: 'mod+b' });
    expect(takenBy('mod+b', 'takeNext', {})?.command).toBe('bold');
    expect(takenBy('mod+2', 'suggest1', {})?.command).toBe('suggest2');
    expect(takenBy('mod+shift+enter', 'send', {})?.command).toBe('sendResolve');
    const own = withKey({}, 'takeNext', 'mod+b');
    expect(own).toEqual({ takeNext: 'mod+b', bold: '' });
    expect(keysInForce(own).writing.get('mod+b')).toBeUndefined();
    expect(takenBy('mod+b', 'bold', own)?.command).toBe('takeNext');
  });

  it('may change places with the one beside it, and is kept', () => {
    const own = withKey(withKey({}, 'send', 'mod+shift+enter'), 'sendResolve', 'mod+enter');
    expect([chosen(own, 'mod+enter'), chosen(own, 'mod+shift+enter')]).toEqual(['sendResolve', 'send']);
    expect(ownKeys.safeParse(own).success).toBe(true);
  });

  it('that was kept as a letter is the usual one again, so that the letter can be typed', () => {
    const { writing } = keysInForce({ bold: 'b', send: 'shift+s' });
    expect([...writing.keys()].filter((chord) => !chord.startsWith('mod+'))).toEqual([]);
    expect([writing.get('mod+b'), writing.get('mod+enter')]).toEqual(['bold', 'send']);
    expect(chosen({ suggest1: 'b' }, 'b')).toBe('knowledge');
  });

  it('is no letter and no line of its own in what is kept', () => {
    for (const chord of ['enter', 'shift+enter', 'alt+d', 'mod+alt+d', 'mod+up', 'tab', '@']) expect(ownKeys.safeParse({ send: chord }).success).toBe(false);
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
