import type { Page } from 'playwright-core';
import { speaker } from '../../../renderer/text/say';
import { composerScreens } from './composer-screens';
import { settingScreens } from './setting-screens';
import { click, command, keys, opened, settled, type Hand, type Screen } from './screen-ways';

/** Every screen of a desk at which somebody works, and how a person comes to it. */
export const screens: Readonly<Record<string, Screen>> = {
  chat: { show: (hand) => opened(hand, 'con_0') },
  mail: { show: mail },
  formattedMail: { show: formattedMail },
  queue: { show: keys('3', 'j') },
  offered: { own: { offered: true }, show: keys('2', 'j') },
  waiting: { show: keys('4', 'j') },
  snoozed: { show: keys('5', 'j') },
  closed: { show: keys('7', 'j') },
  spam: { show: keys('8') },
  ofCustomer: { show: keys('shift+i') },
  nobody: { own: { empty: true }, show: (hand) => keys('5')(hand) },
  filter: { show: (hand) => click(hand.page, '[data-filter]') },
  filterDialog: { show: ({ page, say }) => page.getByRole('button', { name: say('filter.new') }).click() },
  filterMenu: { show: filterMenu },
  marked: { show: keys('6', 'j', 'x', 'shift+j', 'shift+j') },
  sortMenu: { show: ({ page, say }) => page.getByRole('button', { name: say('sort.label', { sort: '' }).trim() }).click() },
  snooze: { show: keys('h') },
  priority: { show: keys('p') },
  tags: { show: keys('j', 't') },
  assign: { show: keys('j', 'a') },
  transfer: { show: keys('j', 'shift+t') },
  offer: { show: keys('j', 'shift+o') },
  offeredOn: { own: { offeredOn: true }, show: keys('3', 'j') },
  moreActions: { show: moreActions },
  note: { show: keys('j', 'n') },
  reply: { show: keys('r') },
  macroPicker: { show: keys('r', '/') },
  outcome: { own: { asksOutcome: true }, show: outcome },
  customer: { show: (hand) => keys('j', 'k')(hand) },
  customerField: { show: ({ page }) => click(page, '[aria-label*="Казань"], [aria-label*="Leeds"]') },
  consent: { show: ({ page, say }) => page.getByRole('button', { name: say('consent.record') }).click() },
  fieldHistory: { show: ({ page, say }) => page.getByRole('button', { name: say('customer.changes', { field: say('customer.field.city'), n: 1 }) }).click() },
  timeline: { show: ({ page, say }) => page.getByRole('group', { name: say('timeline.filters') }).scrollIntoViewIfNeeded() },
  merge: { show: keys('shift+l') },
  mergePreview: { show: mergePreview },
  cases: { show: keys('l') },
  search: { show: searchFor('заказ', 'order') },
  searchHints: { show: searchFor('', '') },
  searchNothing: { show: searchFor('ъъъъ', 'zzzz') },
  commands: { show: keys('mod+k') },
  knowledge: { own: { administrator: true }, show: article },
  articleEditor: { own: { administrator: true }, show: articleEditor },
  articleVersions: { own: { administrator: true }, show: articleVersions },
  state: { show: keys('mod+shift+s') },
  stillHere: { own: { question: 'stillHere' }, show: settled },
  welcomeBack: { own: { question: 'which' }, show: settled },
  closeShift: { show: command('closeShift.title') },
  myDay: { show: command('myDay.title') },
  appearance: { show: command('appearance.title') },
  attention: { show: command('attention.title') },
  waitingWork: { own: { connection: 'offline' }, show: keys('w') },
  keys: { show: keys('?') },
  newMail: { show: keys('c') },
  person: { own: { administrator: true }, show: ({ page, say }) => page.getByRole('button', { name: say('person.menu') }).click() },
  notices: { own: { notices: true }, show: settled },
  macros: { own: { administrator: true }, show: command('macros.title') },
  macroForm: { own: { administrator: true }, show: (hand) => command('macros.title')(hand).then(() => hand.page.getByRole('button', { name: hand.say('macros.add') }).click()) },
  outcomes: { own: { administrator: true }, show: command('outcomes.title') },
  imports: { own: { administrator: true }, show: command('import.title') },
  ...composerScreens,
  ...settingScreens,
};

/** Brings a page of the double to one of them; `language` is the one that it speaks. */
export async function showScreen(page: Page, screen: Screen, language: 'ru' | 'en'): Promise<void> {
  const hand = { page, say: speaker(language) };
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.mouse.move(640, 0);
  const { session = 'signedIn', empty = false } = screen.own ?? {};
  await page.locator(session !== 'signedIn' ? 'main' : empty ? '[data-view]' : '[data-open="con_0"]').first().waitFor();
  await settled(hand);
  await screen.show(hand);
  await settled(hand);
}

async function mail(hand: Hand): Promise<void> {
  await keys('j')(hand);
  await opened(hand, 'con_1');
}

async function formattedMail(hand: Hand): Promise<void> {
  await mail(hand);
  await click(hand.page, '[data-message] [aria-pressed="false"]');
  await hand.page.locator('[data-message] iframe').first().waitFor();
}

async function filterMenu({ page, say }: Hand): Promise<void> {
  await page.locator('[data-filter]').hover();
  await page.getByRole('button', { name: say('filter.more', { name: '' }).trim() }).click();
}

function moreActions({ page, say }: Hand): Promise<void> {
  return page.getByRole('button', { name: say('spam.more') }).click();
}

async function outcome(hand: Hand): Promise<void> {
  await keys('e')(hand);
  await hand.page.locator('.mantine-Modal-content').waitFor();
}

async function mergePreview(hand: Hand): Promise<void> {
  await keys('j')(hand);
  await keys('shift+l')(hand);
  await click(hand.page, '.mantine-Modal-content li button');
}

function searchFor(ru: string, en: string) {
  return async (hand: Hand): Promise<void> => {
    await keys('/')(hand);
    await hand.page.keyboard.type(hand.say('view.all') === 'All' ? en : ru);
    await hand.page.waitForTimeout(250);
  };
}

async function article(hand: Hand): Promise<void> {
  await keys('b')(hand);
  await hand.page.locator('.mantine-Modal-content input:focus').waitFor();
  await keys('ArrowDown', 'Enter')(hand);
}

async function articleEditor(hand: Hand): Promise<void> {
  await article(hand);
  await hand.page.getByRole('button', { name: hand.say('knowledge.edit'), exact: true }).click();
}

async function articleVersions(hand: Hand): Promise<void> {
  await articleEditor(hand);
  await hand.page.getByRole('button', { name: hand.say('knowledge.versions'), exact: true }).click();
}
