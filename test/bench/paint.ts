import type { Page } from '@playwright/test';

/**
 * What runs in the page, as text: a transpiler would mark its functions with a helper that the page does not have.
 * From the event's own time stamp to the second animation frame after the change that brought what was waited for.
 */
const clock = `(() => {
  window.paintClock = (event, isThere) => {
    let began = null;
    const hear = (heard) => { began ??= heard.timeStamp; };
    document.addEventListener(event, hear, { capture: true, once: true });
    window.painted = new Promise((resolve) => {
      const look = () => {
        if (began === null || !isThere()) return;
        observer.disconnect();
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - began)));
      };
      const observer = new MutationObserver(look);
      observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    });
  };
  window.rowsOnTop = () => [...document.querySelectorAll('[data-list] [data-conversation]')].slice(0, 3).map((row) => row.dataset.conversation).join();
})()`;

export type PaintClock = {
  /** Milliseconds from the event, which `act` causes, until the page that satisfies the condition is painted. */
  readonly time: (event: 'keydown' | 'click' | 'input', condition: string, act: () => Promise<unknown>) => Promise<number>;
};

/** `condition` is an expression that the page evaluates after each change of its elements. */
export async function paintClock(page: Page): Promise<PaintClock> {
  await page.evaluate(clock);
  return {
    time: async (event, condition, act) => {
      await page.evaluate(`window.paintClock('${event}', () => ${condition})`);
      await act();
      return Number(await page.evaluate('window.painted'));
    },
  };
}

/** The moment, in milliseconds since 1970, at which a page that satisfies the condition is painted. */
export async function untilPainted(page: Page, condition: string): Promise<number> {
  const painted = `new Promise((resolve) => {
    const look = () => requestAnimationFrame(() => (${condition} ? requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now())) : look()));
    look();
  })`;
  return Number(await page.evaluate(painted));
}

/** The conversations that stand first in the list. */
export async function rowsOnTop(page: Page): Promise<string> {
  return String(await page.evaluate('window.rowsOnTop()'));
}
