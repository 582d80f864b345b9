import type { AttentionTexts } from '../translation';

export const attention: AttentionTexts = {
  'attention.title': 'Уведомления и звуки',
  'attention.lead': 'О том, что вы уже видели, не напоминаем. На перерыве, обеде, встрече, обучении и вне смены уведомлений нет; во время звонка они приходят без звука.',
  'attention.class.queued': 'Новое в очереди',
  'attention.class.assigned': 'Назначено вам',
  'attention.class.answered': 'Клиент ответил в вашем диалоге',
  'attention.class.woken': 'Вернулся отложенный диалог',
  'attention.class.mentioned': 'Вас упомянули',
  'attention.class.dueSoon': 'Скоро истечёт норматив',
  'attention.class.overdue': 'Норматив просрочен',
  'attention.what': 'Что случилось',
  'attention.sound': 'Звук',
  'attention.notice': 'Системное уведомление',
  'attention.soundOf': 'Звук: {name}',
  'attention.noticeOf': 'Системное уведомление: {name}',
  'attention.try': 'Проверить',
  'attention.tryNamed': 'Проверить: {name}',
  'attention.showsText': 'Показывать в уведомлениях имена и слова клиентов',
  'attention.showsTextHint': 'Тогда их можно прочесть и на заблокированном экране. Без этого уведомление говорит только, что случилось.',
  'attention.staysInTray': 'Продолжать работу в трее, когда окно закрыто',
  'attention.staysInTrayHint': 'Уведомления приходят и дальше, щелчок возвращает окно.',
};
