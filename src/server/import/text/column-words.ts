/** How the columns of other systems call what we import. The first that is there counts. */
export const columnWords: Readonly<Record<string, readonly string[]>> = {
  key: ['id', 'external id', 'code', 'slug', 'номер', 'код', 'идентификатор', 'ид'],
  name: ['full name', 'customer name', 'имя', 'фио', 'клиент', 'название'],
  email: ['e-mail', 'mail', 'почта', 'эл. почта', 'электронная почта', 'имейл'],
  phone: ['telephone', 'mobile', 'телефон', 'тел', 'мобильный'],
  company: ['organisation', 'organization', 'компания', 'организация'],
  city: ['town', 'город'],
  language: ['lang', 'locale', 'язык'],
  since: ['created', 'created at', 'registered', 'дата регистрации', 'создан', 'клиент с'],
  customer: ['customer id', 'customer key', 'client', 'client id', 'клиент', 'код клиента', 'покупатель'],
  number: ['order number', 'номер заказа'],
  status: ['state', 'статус', 'состояние'],
  total: ['amount', 'sum', 'price', 'сумма', 'итого', 'стоимость'],
  currency: ['валюта'],
  placedAt: ['date', 'created at', 'created', 'ordered at', 'дата', 'дата заказа'],
  topic: ['subject', 'theme', 'тема'],
  subject: ['тема письма'],
  channel: ['mailbox', 'канал', 'ящик'],
  text: ['body', 'content', 'message', 'question', 'текст', 'сообщение', 'вопрос', 'содержание'],
  at: ['date', 'created at', 'created', 'дата', 'создано'],
  answer: ['reply', 'ответ'],
  answeredAt: ['replied at', 'дата ответа'],
  owner: ['agent', 'assignee', 'responsible', 'owner email', 'сотрудник', 'оператор', 'ответственный', 'владелец', 'отвечает'],
  finishedAt: ['resolved at', 'closed at', 'дата решения', 'дата закрытия'],
  title: ['name', 'header', 'заголовок', 'название', 'имя'],
  category: ['section', 'folder', 'раздел', 'категория', 'рубрика'],
  audience: ['for', 'for whom', 'visibility', 'access', 'аудитория', 'для кого', 'доступ', 'видимость'],
  tags: ['tag', 'labels', 'keywords', 'теги', 'тэги', 'метки', 'ключевые слова'],
  reviewAt: ['review', 'review date', 'review on', 'review by', 'next review', 'дата пересмотра', 'пересмотр', 'пересмотреть', 'проверить', 'дата проверки'],
  facts: ['fact', 'факты', 'факт'],
};

/** What the parts of a fact are called in a page of Markdown, as `bare` leaves them. */
export const factWords = {
  name: ['name', 'fact', 'имя', 'название', 'факт'],
  text: ['text', 'value', 'текст', 'значение'],
  until: ['until', 'validuntil', 'expires', 'expiry', 'до', 'действуетдо', 'действителендо', 'срок'],
} as const;

/** How other systems say for whom an article is, and in which language. */
export const valueWords: Readonly<Record<string, string>> = {
  customer: 'customers', public: 'customers', external: 'customers', everyone: 'customers', клиенты: 'customers', клиентам: 'customers', 'для клиентов': 'customers', публичная: 'customers', всем: 'customers', все: 'customers',
  internal: 'staff', private: 'staff', agents: 'staff', team: 'staff', сотрудники: 'staff', сотрудникам: 'staff', 'для сотрудников': 'staff', внутренняя: 'staff', внутри: 'staff', операторам: 'staff',
  english: 'en', английский: 'en', eng: 'en', 'en-us': 'en', 'en-gb': 'en', en_us: 'en', en_gb: 'en', russian: 'ru', русский: 'ru', rus: 'ru', 'ru-ru': 'ru', ru_ru: 'ru',
};
