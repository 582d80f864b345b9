import type { QueueTexts } from '../translation';

export const queue: QueueTexts = {
  'list.label': 'Диалоги',
  'list.search': 'Поиск: имя, тема, номер',
  'list.clearSearch': 'Очистить поиск',
  'list.typing': 'печатает…',
  'list.draft': 'Черновик:',
  'list.unread': {
    one: '{n} непрочитанное сообщение',
    few: '{n} непрочитанных сообщения',
    many: '{n} непрочитанных сообщений',
    other: '{n} непрочитанного сообщения',
  },
  'list.more': 'Показаны первые {n}. Уточните поиск.',
  'list.noSubject': 'Без темы',
  'empty.mine.title': 'У вас пока нет диалогов',
  'empty.mine.text': 'Возьмите следующий из очереди.',
  'empty.queue.title': 'Очередь пуста',
  'empty.queue.text': 'Новые диалоги появятся здесь сами.',
  'empty.all.title': 'Открытых диалогов нет',
  'empty.all.text': 'Новые диалоги появятся здесь сами.',
  'empty.closed.title': 'Завершённых пока нет',
  'empty.closed.text': 'Сюда попадают решённые обращения.',
  'empty.search.title': 'Ничего не найдено',
  'empty.search.text': 'Попробуйте другое слово, часть имени или номер обращения.',
  'empty.takeNext': 'Взять следующий',
};
