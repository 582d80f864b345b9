import { shades, type Look } from './look';
import style from './style.css?inline';

/**
 * Where the widget draws. A shadow root keeps the page's rules out, but inherited properties and `* { … !important }`
 * still reach its host: the style answers with `!important` of its own and a full reset inside.
 * The sheet is adopted, so that a page without 'unsafe-inline' in its policy shows it too.
 */
export function mountPoint(language: string, look: Look): HTMLElement {
  const host = document.createElement('otklik-chat');
  const shadow = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  shadow.adoptedStyleSheets = [sheet];
  const inside = document.createElement('div');
  inside.className = `widget ${look.side}`;
  for (const [name, value] of Object.entries(shades(look))) inside.style.setProperty(name, value);
  inside.lang = language;
  for (const kind of ['keydown', 'keyup', 'keypress'] as const) {
    // What is typed here is no shortcut of the page.
    inside.addEventListener(kind, (event) => event.stopPropagation());
  }
  shadow.append(inside);
  document.documentElement.append(host);
  // In the top layer no transform or filter of the page around it moves or colours the widget.
  inside.popover = 'manual';
  inside.showPopover?.();
  return inside;
}
