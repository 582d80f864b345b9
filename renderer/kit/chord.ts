/** A key press as the key map names it: `j`, `shift+e`, `mod+k`, `/`, `?`, `enter`, `escape`, `up`, `down`. */
export type Chord = string;

export type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

const named: Readonly<Record<string, string>> = { Enter: 'enter', Escape: 'escape', ArrowUp: 'up', ArrowDown: 'down' };

/**
 * The same key in every layout: a Latin letter counts as what it says (AZERTY, QWERTZ), any other letter as the place
 * where it stands (Russian). Returns null for a press that no map names.
 */
export function chordOf(press: Pressed, mac: boolean): Chord | null {
  if (press.altKey) return null;
  const mod = mac ? press.metaKey : press.ctrlKey;
  if (!mod && (press.metaKey || press.ctrlKey)) return null;
  // With Ctrl a digit is a digit, also where its key says "?" or "/" with Shift.
  const sign = mod ? null : signOf(press);
  if (sign !== null) return sign;
  const name = named[press.key] ?? letterOf(press);
  if (name === null) return null;
  return `${mod ? 'mod+' : ''}${press.shiftKey ? 'shift+' : ''}${name}`;
}

function letterOf({ key, code }: Pressed): string | null {
  if (/^[a-z]$/i.test(key)) return key.toLowerCase();
  const place = /^(?:Key([A-Z])|Digit([0-9]))$/.exec(code);
  return place?.[1]?.toLowerCase() ?? place?.[2] ?? null;
}

/** `/` and `?` by what they say; in the Russian layout also by their place, where that key says `.` and `,`. */
function signOf({ key, code, shiftKey }: Pressed): string | null {
  if (key === '/' || key === '?') return key;
  if (code !== 'Slash' || (key !== '.' && key !== ',')) return null;
  return shiftKey ? '?' : '/';
}

/** A chord as it is written on the keys of a keyboard. */
export function facesOf(chord: Chord, mac: boolean): readonly string[] {
  return partsOf(chord, { mod: mac ? '⌘' : 'Ctrl', shift: '⇧', enter: '↵', escape: 'Esc', tab: 'Tab', up: '↑', down: '↓' });
}

/** A chord in the middle of a line. */
export function writtenChord(chord: Chord, mac: boolean): string {
  return mac ? facesOf(chord, mac).join('') : partsOf(chord, { mod: 'Ctrl', shift: 'Shift', enter: 'Enter', escape: 'Esc', tab: 'Tab', up: '↑', down: '↓' }).join('+');
}

/** A chord as `aria-keyshortcuts` names it. */
export function spokenChord(chord: Chord, mac: boolean): string {
  return partsOf(chord, { mod: mac ? 'Meta' : 'Control', shift: 'Shift', enter: 'Enter', escape: 'Escape', tab: 'Tab', up: 'ArrowUp', down: 'ArrowDown' }).join('+');
}

function partsOf(chord: Chord, names: Readonly<Record<string, string>>): readonly string[] {
  return chord.split('+').map((part) => names[part] ?? part.toUpperCase());
}

export const isMac = (): boolean => navigator.platform.startsWith('Mac');
