import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, type Page } from '@playwright/test';
import { companyTexts } from '#server/demo/company-texts';
import { foundedIn, smallVolume, type SignIn } from '#server/demo/credentials';
import { foundCompany } from '#server/demo/found-company';
import { openExchange } from '#server/sync/exchange';
import { startCentralDatabases, type CentralDatabases } from '../support/central-database';
import { ServerProcess } from '../support/server-process';
import { translations } from '../../renderer/text/say';
import { DeskPage } from './stage/desk-page';
import { freshComputer, type Computer } from './stage/computer';
import { openWorkstation } from './stage/workstation';

/** The desk over the demonstration company, in every dress. The pictures are for people: out/e2e/look. */
const pictures = fileURLToPath(new URL('../../out/e2e/look/', import.meta.url));
const sizes = [{ width: 1280, height: 800 }, { width: 1920, height: 1080 }] as const;

let databases: CentralDatabases;
let server: ServerProcess;
let computer: Computer;
const people = new Map<string, SignIn>();

test.beforeAll(async () => {
  await mkdir(pictures, { recursive: true });
  databases = await startCentralDatabases();
  computer = await freshComputer();
  const { db, url } = await databases.fresh();
  const exchange = await openExchange({ db, url, heard: {}, failed: () => undefined });
  for (const language of ['ru', 'en'] as const) {
    const company = companyTexts[language];
    const founded = await foundedIn(computer.folder, company, { volume: smallVolume });
    await foundCompany({ db, commit: exchange.commit, company, founded, progress: () => undefined });
    const [first] = founded.people;
    if (first !== undefined) people.set(language, first);
  }
  await exchange.stop();
  server = new ServerProcess({ database: url });
  await server.start();
});
test.afterAll(async () => {
  await server.stop();
  await databases.stop();
  await computer.forget();
});

for (const language of ['ru', 'en'] as const) {
  test(`the desk fits, reads and speaks ${language} in light and dark, on a small and a large screen`, async () => {
    const person = people.get(language);
    const workstation = await openWorkstation({ folder: join(computer.folder, language), server: server.url, signIn: `${person?.email}:${person?.password}`, language });
    const desk = new DeskPage(workstation.window);
    await desk.online();
    await desk.view('mine');
    await desk.page.getByRole('option').first().click();
    await expect(desk.page.locator('article').first()).toBeVisible();
    for (const theme of ['light', 'dark'] as const) {
      await desk.page.evaluate((chosen) => window.otklik.ask('preferences.save', { theme: chosen }), theme);
      await expect(desk.page.locator(`html[data-mantine-color-scheme="${theme}"]`)).toBeVisible();
      for (const size of sizes) {
        await desk.page.setViewportSize(size);
        await desk.page.waitForTimeout(400);
        await desk.page.screenshot({ path: join(pictures, `${language}-${theme}-${size.width}.png`) });
        await expect.poll(() => overflowing(desk.page)).toEqual([]);
        expect(await namesOfTexts(desk.page)).toEqual([]);
      }
      expect(await faintTexts(desk.page)).toEqual([]);
    }
    if (language === 'en') expect(await desk.page.locator('body').innerText()).not.toMatch(/\p{Script=Cyrillic}/u);
    await workstation.app.close();
  });
}

/** What stands outside the window's edges. */
function overflowing(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const wide = document.documentElement.scrollWidth > window.innerWidth || document.documentElement.scrollHeight > window.innerHeight;
    const outside = [...document.querySelectorAll('button, input, textarea, h1, h2, header, footer, nav, aside, main')].filter((element) => {
      const { left, right, width } = element.getBoundingClientRect();
      return width > 0 && (right > window.innerWidth + 1 || left < -1);
    });
    return [...(wide ? ['page'] : []), ...outside.map((element) => `${element.tagName} ${element.className}`)];
  });
}

/** Texts that stayed the names of themselves, and gaps that nobody filled. */
async function namesOfTexts(page: Page): Promise<readonly string[]> {
  const shown = (await page.locator('body').innerText()).split(/\s+/);
  const names = new Set(Object.keys(translations.ru));
  return shown.filter((word) => names.has(word) || /^\{\w+\}$/.test(word) || word === 'undefined' || word === 'NaN');
}

const pairs = [
  ['--ink', '--panel'], ['--ink', '--ground'], ['--ink-soft', '--ground'], ['--ink-dim', '--panel'], ['--ink-dim', '--ground'], ['--ink', '--inbound'], ['--ink', '--outbound'], ['--note-ink', '--note'],
  ['--accent-ink', '--accent-ground'], ['--on-accent', '--accent'], ['--met', '--panel'], ['--approaching', '--approaching-ground'], ['--breached', '--breached-ground'], ['--on-accent', '--breached-solid'],
] as const;

/** Pairs of ink and ground below 4.5 : 1 (WCAG 2.2, 1.4.3). */
async function faintTexts(page: Page): Promise<readonly string[]> {
  const colours = await page.evaluate((wanted) => wanted.map((pair) => pair.map((name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim())), pairs);
  return colours.flatMap(([ink = '', ground = ''], index) => {
    const [light = 0, dark = 0] = [luminance(ink), luminance(ground)].toSorted((a, b) => b - a);
    const contrast = (light + 0.05) / (dark + 0.05);
    return contrast >= 4.5 ? [] : [`${pairs[index]?.join(' on ')} ${contrast.toFixed(2)}`];
  });
}

/** Of `#rrggbb`, or of `#rgb`, which the build makes of it where it can. */
function luminance(colour: string): number {
  const whole = colour.length === 4 ? colour.replaceAll(/[\da-f]/gi, '$&$&') : colour;
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(whole.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
