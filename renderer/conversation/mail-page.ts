import type { TextPolicy } from '../kit/trusted-text';

/** The empty page that a mail is put into: white paper, our type, nothing that loads. */
const look = `
  :root { color-scheme: light; }
  html, body { margin: 0; background: #fff; color: #181c27; }
  body { padding: 12px 14px; font: 14px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; overflow-x: auto; overflow-y: hidden; }
  img { max-width: 100%; height: auto; }
  table { max-width: 100%; }
  blockquote { margin: 8px 0; padding-left: 12px; border-left: 2px solid #ccd1dd; color: #5f677a; }
  [data-link] { color: #3a4cb9; text-decoration: underline; cursor: pointer; }
  [data-link]:focus-visible { outline: 2px solid #4053c8; outline-offset: 2px; }
  .held-back { display: inline-block; min-width: 16px; padding: 1px 8px; border: 1px dashed #ccd1dd; border-radius: 4px; font-size: 12px; color: #5f677a; background: #f3f4f7; }
  .held-back:empty { display: none; }
`;

let policy: TextPolicy | null = null;

/** The only markup that the window makes from text. It holds no word of the mail; that comes as a cleaned fragment. */
function trusted(markup: string): string {
  policy ??= window.trustedTypes?.createPolicy('mail-frame', { createHTML: (text) => text }) ?? { createHTML: (text) => text };
  return policy.createHTML(markup);
}

export function mailPage(nonce: string): string {
  const rule = `default-src 'none'; style-src 'nonce-${nonce}'; img-src data:`;
  return trusted(
    `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${rule}"><style nonce="${nonce}">${look}</style></head><body></body></html>`,
  );
}

/** Puts the cleaned mail into its page and applies its styles by hand. */
export function fillMailPage(page: Document, content: DocumentFragment): void {
  const body = page.importNode(content, true);
  for (const element of body.querySelectorAll<HTMLElement>('[data-style]')) {
    element.style.cssText = element.dataset['style'] ?? '';
    element.removeAttribute('data-style');
  }
  page.body.replaceChildren(body);
}
