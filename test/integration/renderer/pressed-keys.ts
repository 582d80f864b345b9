import type { CDPSession } from 'playwright-core';

export type Layout = 'english' | 'russian';

const russianLetters: Readonly<Record<string, string>> = { KeyA: 'ф', KeyB: 'и', KeyC: 'с', KeyD: 'в', KeyE: 'у', KeyH: 'р', KeyI: 'ш', KeyJ: 'о', KeyK: 'л', KeyL: 'д', KeyM: 'ь', KeyN: 'т', KeyO: 'щ', KeyP: 'з', KeyR: 'к', KeyS: 'ы', KeyT: 'е', KeyU: 'г', KeyW: 'ц', KeyX: 'ч', KeyZ: 'я' };
const bits: Readonly<Record<string, number>> = { Alt: 1, Control: 2, Shift: 8 };

/** Keys as the browser gets them from a keyboard of a layout: `KeyJ`, `Shift+Slash`, `Control+KeyK`. */
export class PressedKeys {
  readonly #cdp: CDPSession;
  readonly #layout: Layout;

  constructor(cdp: CDPSession, layout: Layout) {
    this.#cdp = cdp;
    this.#layout = layout;
  }

  async press(press: string): Promise<void> {
    const held = press.split('+');
    const code = held.pop() ?? '';
    const modifiers = held.reduce((sum, name) => sum + (bits[name] ?? 0), 0);
    const key = this.#keyOf(code, held.includes('Shift'));
    const isText = key.length === 1 && !held.includes('Control') && !held.includes('Alt');
    const event = { modifiers, key, code, windowsVirtualKeyCode: virtualKey(code) };
    await this.#cdp.send('Input.dispatchKeyEvent', { ...event, ...(isText ? { type: 'keyDown', text: key } : { type: 'rawKeyDown' }) });
    await this.#cdp.send('Input.dispatchKeyEvent', { ...event, type: 'keyUp' });
  }

  #keyOf(code: string, isShifted: boolean): string {
    const isRussian = this.#layout === 'russian';
    if (code === 'Slash') return isRussian ? (isShifted ? ',' : '.') : isShifted ? '?' : '/';
    if (code.startsWith('Digit')) return isShifted ? (isRussian ? ')!"№;%:?*(' : ')!@#$%^&*(').charAt(Number(code.slice(5))) : code.slice(5);
    if (!code.startsWith('Key')) return code;
    const letter = isRussian ? (russianLetters[code] ?? '') : code.slice(3).toLowerCase();
    return isShifted ? letter.toUpperCase() : letter;
  }
}

function virtualKey(code: string): number {
  if (code === 'Escape') return 27;
  if (code === 'Enter') return 13;
  return code === 'Slash' ? 191 : code.replace(/^(?:Key|Digit)/, '').charCodeAt(0);
}
