import { click, keys, opened, press, settled, steps, type, type Hand, type Screen } from './screen-ways';

const twoNames = { story: true, writing: true } as const;

/** What a person meets while they read and write. */
export const composerScreens: Readonly<Record<string, Screen>> = {
  story: { own: { story: true }, show: (hand) => opened(hand, 'con_0') },
  storyCard: { own: { story: true }, show: ({ page, say }) => page.getByRole('group', { name: say('timeline.filters') }).scrollIntoViewIfNeeded() },
  previewPicture: { show: preview('.jpeg') },
  previewPdf: { show: preview('.pdf') },
  previewBroken: { show: steps(brokenLetter, preview('broken')) },
  failed: { show: steps(keys('j'), ({ page }) => page.locator('[data-state="failed"]').first().scrollIntoViewIfNeeded()) },
  inDoubt: { own: { inDoubt: true }, show: steps(keys('j'), ({ page }) => page.locator('[data-state="doubt"]').first().scrollIntoViewIfNeeded()) },
  recipients: { show: steps(keys('j', 'r'), (hand) => press(hand, 'recipients.all')) },
  richReply: { show: steps(keys('j', 'r'), type('Добрый день! ', 'Good afternoon! '), keys('mod+b'), type('Курьер приедет в пятницу.', 'The courier comes on Friday.'), keys('mod+b', 'Enter', 'mod+shift+8'), type('возьмите чек', 'keep the receipt'), keys('Enter'), type('коробку можно не искать', 'no box needed')) },
  writingKeyTaken: { alike: true, own: { set: { keys: { italic: 'mod+d', link: '' } } }, show: steps(keys('?'), ({ page }) => page.locator('[data-command="bold"] button').last().click(), keys('mod+k'), ({ page }) => page.locator('[role="dialog"] li').last().scrollIntoViewIfNeeded()) },
  files: { show: keys('r', 'mod+u') },
  held: { show: steps(keys('r'), type('Да, в пункт выдачи можно. Перенесла на завтра.', 'Yes, it can go to a pick-up point. I have moved it.'), keys('mod+Enter')) },
  heldOffline: { alike: true, own: { connection: 'offline' }, show: steps(keys('r'), type('Да, в пункт выдачи можно.', 'Yes, it can go to a pick-up point.'), keys('mod+Enter')) },
  openSlot: { show: steps(keys('r'), macro, keys('mod+Enter')) },
  writing: { own: twoNames, show: steps(keys('r'), type('Сейчас проверю', 'Let me check')) },
  meanwhile: { own: twoNames, show: steps(keys('r'), type('Ольга, посылку ещё ищут.', 'Olivia, they still look for the parcel.'), ({ page }) => page.evaluate(() => window.answerMeanwhile()), keys('mod+Enter')) },
  meanwhileMany: { own: twoNames, show: steps(keys('r'), type('Ольга, посылку ещё ищут.', 'Olivia, they still look for the parcel.'), ({ page }) => page.evaluate(() => [1, 2, 3].forEach(() => window.answerMeanwhile())), keys('mod+Enter')) },
  mention: { show: steps(keys('n'), type('Посмотрите, пожалуйста, @', 'Please have a look, @')) },
  articlesHere: { show: keys('r', '?') },
  why: { show: steps(({ page }) => page.locator('[aria-keyshortcuts], button').filter({ hasText: /Ctrl.?1/ }).first().hover(), ({ page }) => page.waitForTimeout(450)) },
  rejectMenu: { show: ({ page, say }) => page.getByRole('button', { name: say('suggestions.more') }).first().click() },
  drafted: { show: keys('j') },
  template: { own: { whatsapp: 'closed' }, show: keys('r') },
  notCarried: { own: { whatsapp: 'open' }, show: keys('r', 'mod+u') },
  remarks: { own: { supervisor: true }, show: keys('m') },
  blockedOther: { show: steps(keys('6', 'j', 'j')) },
  resolved: { show: keys('e') },
  sendMenu: { show: steps(keys('r'), type('Да', 'Yes'), ({ page, say }) => page.getByRole('button', { name: say('composer.more') }).click()) },
  manyTags: { own: { tags: ['возврат', 'оплата', 'доставка в пункт выдачи', 'wholesale', 'брак', 'повторное обращение', 'vip', 'нужен звонок', 'late delivery', 'ждём склад', 'юрлицо', 'акция «осень»'] }, show: keys('j') },
  oddNames: { alike: true, own: { names: ['محمد عبد الرحمن', '🦊 Лиса Патрикеевна 🍂✨', 'שירה בן־דוד', 'Ёёёёёёёёёёёёёёёёёёёёёёёёёёёёёёёёёёёёёёёёёёёёёёёёё', '👩‍👩‍👧‍👦', '‮dlog', '李小龙'] }, show: keys('j') },
  partHere: { alike: true, show: keys('6', ...Array.from({ length: 9 }, () => 'j')) },
  compact: { alike: true, own: { set: { density: 'compact' } }, show: keys('j') },
  comfortable: { alike: true, own: { set: { density: 'comfortable' } }, show: keys('j') },
  largest: { alike: true, own: { set: { size: 120, density: 'comfortable' } }, show: keys('j') },
  largestDialog: { alike: true, own: { set: { size: 120, density: 'comfortable' } }, show: keys('?') },
  largestSearch: { alike: true, own: { set: { size: 120 } }, show: steps(keys('/'), type('заказ', 'order'), ({ page }) => page.waitForTimeout(250)) },
};

function preview(name: string) {
  return async (hand: Hand): Promise<void> => {
    await keys('j')(hand);
    await opened(hand, 'con_1');
    await hand.page.locator('[data-message] button', { has: hand.page.locator('.tabler-icon-eye') }).filter({ hasText: name }).first().click();
    await hand.page.locator('.mantine-Modal-content :is(img, canvas, [role="alert"])').first().waitFor();
    await settled(hand);
  };
}

function brokenLetter({ page, say }: Hand): Promise<void> {
  return page.evaluate((text) => window.setLetter({ subject: text, name: text, text, html: null, files: ['broken.pdf'] }), say('preview.tools'));
}

async function macro(hand: Hand): Promise<void> {
  await keys('/')(hand);
  await hand.page.keyboard.type(hand.say('view.all') === 'All' ? 'track' : 'трек');
  await settled(hand);
  await keys('Enter')(hand);
  await click(hand.page, 'textarea[name="composer"]');
}
