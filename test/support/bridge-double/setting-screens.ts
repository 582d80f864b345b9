import { click, command, keys, press, settled, steps, tab, type, type Hand, type Screen } from './screen-ways';
import type { PlainKey } from '../../../renderer/text/translation';

/** What an administrator sets for everybody, once in a while. */
const ofCompany = { alike: true, own: { administrator: true } } as const;

/** What a person sets, is taught and is told. */
export const settingScreens: Readonly<Record<string, Screen>> = {
  ...Object.fromEntries([1, 2, 3, 4, 5].map((step): [string, Screen] => [`tour${step}`, { ...(step > 1 ? { alike: true } : {}), own: { tour: true }, show: steps(...Array.from({ length: step - 1 }, () => (hand: Hand) => hand.page.locator('[data-tour] button').last().click())) }])),
  ...Object.fromEntries(['Mine', 'Offered', 'Queue', 'Waiting', 'Snoozed', 'All', 'Closed', 'Spam'].map((view, place): [string, Screen] => [`empty${view}`, { ...(place > 1 ? { alike: true } : {}), own: { empty: true }, show: keys(String(place + 1)) }])),
  loading: { own: { empty: true, connection: 'loading' }, show: settled },
  loadingMore: { alike: true, own: { connection: 'loading' }, show: settled },
  offline: { own: { connection: 'offline' }, show: keys('j') },
  offlineSearch: { own: { connection: 'offline' }, show: steps(keys('/'), type('заказ', 'order'), ({ page }) => page.waitForTimeout(300)) },
  nothingInList: { show: ({ page, say }) => page.getByLabel(say('list.search')).fill('zzz') },
  waitingNothing: { show: keys('w') },
  keyTaken: { show: steps(keys('?'), ({ page }) => click(page, '[data-command="reply"] button'), keys('n')) },
  keyFault: { show: steps(keys('?'), ({ page }) => click(page, '[data-command="reply"] button'), keys('Alt+x')) },
  keyChanged: { own: { set: { keys: { reply: 'y', note: '' } } }, show: keys('?') },
  keyNone: { show: steps(keys('?'), type('ъъъ', 'zzz')) },
  stateNext: { own: { story: true }, show: steps(keys('mod+shift+s'), ({ page }) => page.locator('[role="menu"]').hover()) },
  reader: { show: steps(keys('b'), ({ page }) => page.locator('.mantine-Modal-content input:focus').waitFor(), keys('ArrowDown', 'Enter')) },
  knowledgeNothing: { show: steps(keys('b'), ({ page }) => page.locator('.mantine-Modal-content input:focus').waitFor(), type('ъъъ', 'zzz')) },
  signedOut: { own: { session: 'signedOut' }, show: settled },
  locked: { own: { session: 'locked' }, show: settled },
  starting: { own: { session: 'starting' }, show: ({ page }) => page.waitForTimeout(700) },
  pinless: { own: { hasPin: false }, show: ({ page }) => page.locator('.mantine-Modal-content input[name="pin"]').waitFor() },
  signOut: { show: steps(command('person.signOut')) },
  absence: { show: command('absence.title') },
  absenceWrong: { alike: true, show: steps(command('absence.title'), ({ page }) => page.locator('input[name="from"]').fill('31.02.2027 10:00'), ({ page }) => page.locator('input[name="until"]').focus()) },
  calendar: { show: steps(command('absence.title'), ({ page }) => page.locator('input[name="from"]').press('Alt+ArrowDown'), ({ page }) => page.locator('table').waitFor()) },
  signature: { show: command('signature.title') },
  security: { show: command('person.security') },
  frames: { ...ofCompany, show: command('frame.title') },
  people: { ...ofCompany, show: command('company.title') },
  teams: { ...ofCompany, show: steps(command('company.title'), (hand) => tab(hand, 'company.teams')) },
  queues: { ...ofCompany, show: steps(command('company.title'), (hand) => tab(hand, 'company.queues')) },
  hours: { ...ofCompany, show: steps(command('company.title'), (hand) => tab(hand, 'company.hours')) },
  addPerson: { ...ofCompany, show: steps(command('company.title'), (hand) => press(hand, 'people.add')) },
  suggestionSettings: { ...ofCompany, show: command('suggestions.settings.title') },
  channels: { ...ofCompany, show: command('channels.title') },
  connect: { ...ofCompany, show: steps(command('channels.title'), (hand) => press(hand, 'channels.connect')) },
  mailbox: { ...ofCompany, show: steps(command('channels.title'), (hand) => press(hand, 'mailbox.connect')) },
  ...tabsOf('widget', 'widget.title', ['widget.install', 'widget.look', 'widget.hours', 'widget.identity']),
  ...tabsOf('bot', 'bot.title', ['bot.general', 'bot.topics', 'bot.flows', 'bot.try']),
  programs: { ...ofCompany, show: command('programs.title') },
  outcomeForm: { ...ofCompany, show: steps(command('outcomes.title'), (hand) => press(hand, 'outcomes.add')) },
  failedToRead: { own: ofCompany.own, show: steps(({ page }) => page.evaluate(() => void (window.deskGone = true)), command('company.title')) },
  failedToDo: { show: steps(({ page }) => page.evaluate(() => void (window.deskGone = true)), keys('e')) },
};

/** One screen for each part of a dialog. */
function tabsOf(name: string, title: PlainKey, tabs: readonly PlainKey[]): Record<string, Screen> {
  return Object.fromEntries(tabs.map((one, place) => [`${name}${place + 1}`, { ...ofCompany, show: steps(command(title), (hand) => tab(hand, one)) }]));
}
