import type { ComposerTexts } from '../translation';

export const composer: ComposerTexts = {
  'delivery.held': { one: 'Уйдёт через {n} с', few: 'Уйдёт через {n} с', many: 'Уйдёт через {n} с', other: 'Уйдёт через {n} с' },
  'delivery.heldOffline': 'Ждёт связи',
  'delivery.takeBack': 'Отменить',
  'composer.meanwhile': '{name}: ответ отправлен, пока вы писали',
  'composer.meanwhileYou': 'Вы уже ответили с другого рабочего места:',
  'composer.meanwhileSend': 'Прочитано, можно отправлять',
  'composer.meanwhileDiscard': 'Убрать мой текст',
  'composer.writing': 'Здесь сейчас пишут: {names}',
  'composer.backAgain': 'Не отправлено: текст снова в черновике.',
  'person.undoSend': 'Отменить отправку можно',
  'undoSend.never': 'нет',
  'undoSend.seconds': { one: '{n} с', few: '{n} с', many: '{n} с', other: '{n} с' },
  'keys.undo': 'Отменить последнее действие',
};
