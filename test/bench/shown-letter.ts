import type { Letter } from '../support/bridge-double/letter';

/** What a vector managed: the names of what ran or stands ready to run. */
export type Found = readonly string[];

declare global {
  interface Window {
    /** What ran since the last look. */
    ran?: string[];
  }
}

/** The functions below run in the window and therefore name nothing outside of themselves. */
export function standGuard(): void {
  window.ran = [];
  for (const name of ['alert', 'confirm', 'prompt', 'print', 'open'] as const) Object.assign(window, { [name]: () => window.ran?.push(name) });
}

/** Shows a letter, or HTML past the server, and waits until its frame has it. */
export async function shownWhole(shown: Letter | string): Promise<void> {
  const frame = document.querySelector<HTMLIFrameElement>('[data-message="msg_1-4"] iframe');
  const loaded = new Promise<void>((resolve) => {
    frame?.addEventListener('load', () => resolve(), { once: true });
    setTimeout(resolve, 120);
  });
  if (typeof shown === 'string') window.setMail(shown);
  else window.setLetter(shown);
  await loaded;
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
}

/** Clicks and touches everything that is left, and tells what ran, or would run where scripts are allowed. */
export async function clickAll(): Promise<string[]> {
  const frame = document.querySelector<HTMLIFrameElement>('[data-message="msg_1-4"] iframe');
  const inside = frame?.contentDocument?.body;
  const realm = frame?.contentWindow;
  for (const name of ['alert', 'confirm', 'prompt', 'print', 'open']) if (realm) Object.assign(realm, { [name]: () => window.ran?.push(name) });
  const ready = [...(inside?.querySelectorAll('*') ?? [])].flatMap((element) => [
    ...(/^(?:script|style|iframe|frame|object|embed|form|input|button|meta|link|base|svg|math|video|audio|template)$/i.test(element.localName) ? [element.localName] : []),
    ...element.getAttributeNames().filter((name) => /^(?:on.*|href|srcset|background|action|formaction|srcdoc)$/i.test(name)),
    ...(/^(?!https?:|mailto:)/i.test(element.getAttribute('data-link') ?? 'https:') ? ['data-link'] : []),
  ]);
  for (const element of inside?.querySelectorAll<HTMLElement>('*') ?? []) {
    for (const type of ['mouseover', 'focus', 'click'] as const) element.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true }));
  }
  for (const item of document.querySelectorAll('[data-message="msg_1-4"] script, [data-conversation] script, h1 script, h2 script')) ready.push(item.localName);
  await new Promise((resolve) => setTimeout(resolve, 0));
  return [...ready, ...(window.ran?.splice(0) ?? [])];
}
