import type { MessagePart } from '#domain/conversation/message';
import type { ListRow, ShownMessage, WatchInput, WatchOutput } from '#contract/requests';
import { id } from '#kernel/id';
import { day, hour, minute } from '#kernel/instant';
import { timelineOf } from './cards';
import type { Company } from './company';

const told = {
  ru: {
    asked: 'Здравствуйте! Кофемолка приехала без жерновов. Что делать?',
    answered: 'Ольга, добрый день! Жернова отправили сегодня отдельной посылкой, будут у вас в четверг.',
    comment: 'Быстро разобрались, спасибо',
    late: 'Четверг прошёл, а посылки нет. Можно узнать, где она?',
    handOver: 'Смена закончилась. Перевозчик обещал ответить до 10:00, клиентка ждёт звонка после 11.',
    mail: 'Добрый день! Пишу сюда, потому что в чате не дождалась. Посылка с жерновами нашлась в пункте выдачи.',
    subject: 'Жернова для кофемолки: посылка нашлась',
    topic: 'Кофемолка без жерновов',
    meanwhile: [
      'Ольга, здравствуйте! Это Илья. Посылку нашли, она в пункте выдачи на Баумана, 12.',
      'Пункт выдачи работает до 21:00, паспорт не нужен: назовите код 4471.',
      'Если удобнее курьером, он приедет завтра с 10 до 14. Доставка за наш счёт.',
    ],
  },
  en: {
    asked: 'Hello! The grinder came without its burrs. What now?',
    answered: 'Good afternoon, Olivia! The burrs left today in a parcel of their own and reach you on Thursday.',
    comment: 'Quickly solved, thank you',
    late: 'Thursday has passed and there is no parcel. Can you tell me where it is?',
    handOver: 'My shift is over. The carrier promised an answer by 10:00, the customer expects a call after 11.',
    mail: 'Good afternoon! I write here because nobody answered in the chat. The parcel with the burrs is at the pick-up point.',
    subject: 'Burrs for the grinder: the parcel is found',
    topic: 'A grinder without burrs',
    meanwhile: [
      'Hello Olivia, this is Elias. The parcel is found: it waits at the pick-up point in 12 Mill Street.',
      'The pick-up point is open until 21:00. No passport needed: say the code 4471.',
      'If a courier suits you better, one can come tomorrow between 10 and 14, at our expense.',
    ],
  },
} as const;

const [me, colleague] = [id('person', '0'), id('person', '1')];

/** The first conversation becomes one that was resolved, opened again by a late customer, handed over at the end of a shift, and found again in a mail. */
export function tellStory(company: Company, language: 'ru' | 'en', now: number): void {
  const words = told[language];
  const [first, other] = company.rows;
  if (first === undefined || other === undefined) return;
  const customer = first.conversation.customer;
  const from: MessagePart = { kind: 'inbound', author: customer, authorName: first.customerName };
  const lines: readonly (readonly [ago: number, part: MessagePart, text: string])[] = [
    [5 * day, from, words.asked],
    [5 * day - 4 * minute, { kind: 'event', event: { type: 'taken', by: me } }, ''],
    [5 * day - 9 * minute, { kind: 'outbound', author: me, delivery: { state: 'read', at: now - 5 * day } }, words.answered],
    [5 * day - 20 * minute, { kind: 'event', event: { type: 'resolved', by: me } }, ''],
    [5 * day - 31 * minute, { kind: 'event', event: { type: 'rated', score: 5, finisher: me } }, words.comment],
    [20 * hour, from, words.late],
    [20 * hour, { kind: 'event', event: { type: 'reopened', by: null } }, ''],
    [18 * hour, { kind: 'note', author: colleague }, words.handOver],
    [18 * hour, { kind: 'event', event: { type: 'assigned', by: colleague, to: me } }, ''],
    [2 * hour, { kind: 'event', event: { type: 'caseMerged', by: me, from: 10491, into: first.case.number } }, ''],
  ];
  company.messages.set(first.conversation.id, lines.map(([ago, part, text], place) => shown(first, { id: `msg_story-${place}`, at: now - ago, part, text })));
  company.rows[0] = { ...first, typingUntil: null, case: { ...first.case, topic: words.topic, state: { status: 'open' } }, conversation: { ...first.conversation, subject: words.topic, lastMessageAt: now - 2 * hour, preview: words.late } };
  const mail: ListRow = { ...other, customerName: first.customerName, case: { ...first.case, topic: words.topic }, conversation: { ...other.conversation, id: id('conversation', 'story'), case: first.case.id, customer, subject: words.subject, preview: words.mail, lastMessageAt: now - 2 * hour - minute } };
  company.rows.splice(1, 0, mail);
  company.messages.set(mail.conversation.id, [shown(mail, { id: 'msg_story-mail', at: mail.conversation.lastMessageAt, part: from, text: words.mail })]);
  company.timelines.set(customer, timelineOf(company.rows[0] ?? first, [mail], { language, now, long: 0 }));
}

/** A colleague answers the first conversation, whoever writes there. */
export function answerMeanwhile({ rows, messages }: Company, language: 'ru' | 'en', now: number): void {
  const [row] = rows;
  if (row === undefined) return;
  const before = messages.get(row.conversation.id) ?? [];
  const texts = told[language].meanwhile;
  const turn = before.filter((one) => one.row.id.startsWith('msg_meanwhile')).length;
  const answer = id('message', `meanwhile-${turn}`);
  messages.set(row.conversation.id, [...before, shown(row, { id: answer, at: now, part: { kind: 'outbound', author: colleague, delivery: { state: 'sent', at: now } }, text: texts[turn % texts.length] ?? '' })]);
  rows[0] = { ...row, conversation: { ...row.conversation, answered: answer } };
}

/** What the customer was told since an answer. */
export function answersSince({ messages }: Company, { conversation, known, most }: WatchInput<'answersSince'>): WatchOutput<'answersSince'> {
  const all = (messages.get(conversation) ?? []).map(({ row }) => row);
  const at = all.findIndex((row) => row.id === known);
  if (known !== null && at < 0) return null;
  const answers = all.slice(at + 1).filter(({ part }) => part.kind === 'outbound');
  return { answers: answers.slice(-most), before: Math.max(0, answers.length - most) };
}

/** The customer of the first conversation writes on. */
export function writeOn({ rows, messages }: Company, count: number, now: number): void {
  const [row] = rows;
  if (row === undefined) return;
  const before = messages.get(row.conversation.id) ?? [];
  const part: MessagePart = { kind: 'inbound', author: row.conversation.customer, authorName: row.customerName };
  const more = Array.from({ length: count }, (_one, place) => shown(row, { id: id('message', `on-${before.length + place}`), at: now, part, text: `${before.length + place}?` }));
  messages.set(row.conversation.id, [...before, ...more]);
}

/** What failed in a conversation may have arrived after all. */
export function leaveInDoubt({ messages }: Company, conversation: string): void {
  const doubtful = (messages.get(conversation) ?? []).map((one): ShownMessage => {
    const { part } = one.row;
    return part.kind === 'outbound' && part.delivery.state === 'failed' ? { ...one, row: { ...one.row, part: { ...part, delivery: { ...part.delivery, reason: 'delivery.inDoubt' } } } } : one;
  });
  messages.set(conversation, doubtful);
}

function shown({ conversation }: ListRow, told: Pick<ShownMessage['row'], 'id' | 'at' | 'part' | 'text'>): ShownMessage {
  return { waiting: false, uploaded: null, held: null, row: { ...told, conversation: conversation.id, team: conversation.team, html: null, attachments: [], version: 1 } };
}
