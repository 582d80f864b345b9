import type { Page } from '@playwright/test';
import { z } from 'zod';
import { rounded } from './figures';

const turns = 120;
const step = 300;

/** Between two frames, as the page sees them. */
const clock = `(() => {
  window.intervals = [];
  let before = null;
  const look = (now) => {
    if (before !== null) window.intervals.push(now - before);
    before = now;
    window.counting = requestAnimationFrame(look);
  };
  window.counting = requestAnimationFrame(look);
})()`;

const frames = z.array(z.number()).min(1);

/** The longest time between two frames while the wheel turns over what the selector names, down and up again. */
export async function timeScroll(window: Page, selector: string): Promise<number> {
  const box = await window.locator(selector).first().boundingBox();
  if (box === null) throw new Error(`nothing to scroll: ${selector}`);
  await window.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await window.waitForTimeout(500);
  await window.evaluate(clock);
  for (let turn = 0; turn < turns; turn += 1) {
    await window.mouse.wheel(0, turn < turns / 2 ? step : -step);
    await window.waitForTimeout(16);
  }
  const longest = Math.max(...frames.parse(await window.evaluate(`cancelAnimationFrame(window.counting), window.intervals`)));
  return rounded(longest);
}

const longTasks = `(() => {
  window.longest = 0;
  new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration); }).observe({ type: 'longtask' });
})()`;

/** Watches the window's thread; what lasts less than 50 ms is not a long task, and counts as none. */
export async function watchTasks(window: Page): Promise<() => Promise<number>> {
  await window.evaluate(longTasks);
  return async () => rounded(Number(await window.evaluate('window.longest')));
}
