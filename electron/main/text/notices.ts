import type { Notice } from '#contract/bridge';

type NoticeTexts = { readonly titles: Readonly<Record<Notice['class'], string>>; readonly plain: string; readonly unseen: (count: number) => string; readonly open: string; readonly quit: string };

const russianRules = new Intl.PluralRules('ru');
const russianForms: Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> = { one: 'диалог', few: 'диалога', many: 'диалогов', other: 'диалога' };

/** What the system says beside the window. Without leave nothing of it names a customer. */
export const noticeTexts: Readonly<Record<'ru' | 'en', NoticeTexts>> = {
  ru: {
    titles: {
      queued: 'Новое в очереди',
      offered: 'Вам предложен диалог',
      assigned: 'Вам назначен диалог',
      answered: 'Клиент ответил',
      woken: 'Вернулся отложенный диалог',
      mentioned: 'Вас упомянули в заметке',
      dueSoon: 'Скоро истечёт норматив ответа',
      overdue: 'Норматив ответа просрочен',
    },
    plain: 'Нажмите, чтобы открыть диалог.',
    unseen: (count) => (count === 0 ? 'Отклик' : `Отклик: ${count} ${russianForms[russianRules.select(count)] ?? 'диалога'} без вашего внимания`),
    open: 'Открыть Отклик',
    quit: 'Выйти из программы',
  },
  en: {
    titles: {
      queued: 'New in the queue',
      offered: 'A conversation is offered to you',
      assigned: 'A conversation was assigned to you',
      answered: 'A customer answered',
      woken: 'A snoozed conversation is back',
      mentioned: 'You were mentioned in a note',
      dueSoon: 'A response is due soon',
      overdue: 'A response is overdue',
    },
    plain: 'Click to open the conversation.',
    unseen: (count) => (count === 0 ? 'Otklik' : `Otklik: ${count} ${count === 1 ? 'conversation needs' : 'conversations need'} your attention`),
    open: 'Open Otklik',
    quit: 'Quit',
  },
};
