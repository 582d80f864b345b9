import { describe, expect, it } from 'vitest';
import { chordOf, facesOf, spokenChord, writtenChord, type Pressed } from '../../../renderer/kit/chord';
import { commandOf, keymap, textKeys } from '../../../renderer/shell/keymap';

function press(key: string, code: string, held: Partial<Pressed> = {}): Pressed {
  return { key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held };
}

describe('a key of the desk', () => {
  it('is the same in the Russian and the English layout', () => {
    expect(chordOf(press('j', 'KeyJ'), false)).toBe('j');
    expect(chordOf(press('о', 'KeyJ'), false)).toBe('j');
    expect(chordOf(press('У', 'KeyE', { shiftKey: true }), false)).toBe('shift+e');
    expect(chordOf(press('л', 'KeyK', { ctrlKey: true }), false)).toBe('mod+k');
  });

  it('keeps its letter on AZERTY and QWERTZ', () => {
    expect(chordOf(press('a', 'KeyQ'), false)).toBe('a');
    expect(chordOf(press('z', 'KeyY'), false)).toBe('z');
  });

  it('finds the slash and the question mark where each layout has them', () => {
    expect(chordOf(press('/', 'Slash'), false)).toBe('/');
    expect(chordOf(press('.', 'Slash'), false)).toBe('/');
    expect(chordOf(press('/', 'Digit7', { shiftKey: true }), false)).toBe('/');
    expect(chordOf(press('?', 'Slash', { shiftKey: true }), false)).toBe('?');
    expect(chordOf(press(',', 'Slash', { shiftKey: true }), false)).toBe('?');
    expect(chordOf(press('?', 'Digit7', { shiftKey: true }), false)).toBe('?');
    expect(chordOf(press('-', 'Slash'), false)).toBeNull();
  });

  it('for a numbered list did nothing where its digit says a sign with Shift: in the Russian layout and on QWERTZ', () => {
    const held = { ctrlKey: true, shiftKey: true };
    for (const sign of ['&', '?', '/']) expect(commandOf(chordOf(press(sign, 'Digit7', held), false) ?? '', keymap)).toBe('numbers');
    expect(chordOf(press('?', 'Slash', held), false)).toBeNull();
    expect(chordOf(press('.', 'Slash', { ctrlKey: true }), false)).toBeNull();
  });

  it('takes Ctrl on a PC and ⌘ on a Mac, and never Alt', () => {
    expect(chordOf(press('k', 'KeyK', { metaKey: true }), true)).toBe('mod+k');
    expect(chordOf(press('k', 'KeyK', { ctrlKey: true }), true)).toBeNull();
    expect(chordOf(press('k', 'KeyK', { metaKey: true }), false)).toBeNull();
    expect(chordOf(press('k', 'KeyK', { altKey: true }), false)).toBeNull();
  });

  it('sends with the Enter key, with and without resolving', () => {
    expect(chordOf(press('Enter', 'Enter', { ctrlKey: true }), false)).toBe('mod+enter');
    expect(chordOf(press('Enter', 'Enter', { ctrlKey: true, shiftKey: true }), false)).toBe('mod+shift+enter');
  });
});

describe('the key map', () => {
  it('gives no chord to two commands', () => {
    const chords = keymap.flatMap((binding) => binding.chords);
    expect(chords.filter((chord, place) => chords.indexOf(chord) !== place)).toEqual([]);
  });

  it('leads from a press to its command', () => {
    expect(commandOf('shift+e', keymap)).toBe('resolveNext');
    expect(commandOf('mod+j', keymap)).toBe('takeNext');
    expect(commandOf('mod+b', keymap)).toBe('bold');
    expect(commandOf('q', keymap)).toBeNull();
  });

  it('hears where somebody writes nothing that is a letter, but what the text itself hears', () => {
    for (const { chords, group } of keymap) if (group === 'composer') for (const chord of chords) expect(chord).toMatch(/^mod\+/);
    expect(textKeys.map(({ chord }) => chord)).toEqual(['/', '?', '@', 'tab', 'escape']);
  });
});

describe('a key in words', () => {
  it('is told as each system writes it', () => {
    expect(facesOf('mod+shift+k', false)).toEqual(['Ctrl', '⇧', 'K']);
    expect(writtenChord('mod+shift+enter', false)).toBe('Ctrl+Shift+Enter');
    expect(writtenChord('mod+shift+k', true)).toBe('⌘⇧K');
    expect(spokenChord('mod+shift+8', false)).toBe('Control+Shift+8');
    expect(spokenChord('mod+b', true)).toBe('Meta+B');
  });
});
