import type { OutgoingFile } from '#domain/conversation/outgoing-file';
import type { ListRow, ShownMessage, WatchOutput } from '#contract/requests';
import type { Me } from '#contract/session';
import type { CaseRow, CaseState } from '#domain/conversation/case';
import type { FirstResponse } from '#domain/conversation/conversation';
import { day, hour, minute, second } from '#kernel/instant';
import { id } from '#kernel/id';
import type { TimelineItem } from '#contract/timeline';
import { cardOf, timelineOf, type ShownCard } from './cards';
import { words, type Words } from './words';
import { NewMails } from './new-mails';

/** A small invented company for looking at the window without a desk process. Times are relative to its birth. */
export type Company = {
  readonly me: Me;
  readonly directory: WatchOutput<'directory'>;
  readonly rows: ListRow[];
  readonly messages: Map<string, ShownMessage[]>;
  readonly shift: NonNullable<WatchOutput<'shift'>>;
  readonly remarks: Map<string, WatchOutput<'remarks'>>;
  readonly customers: Map<string, ShownCard>;
  /** Newest first. */
  readonly timelines: Map<string, readonly TimelineItem[]>;
  /** Conversations and customers of which the double lacks the beginning, until it is fetched. */
  readonly elsewhere: Set<string>;
  /** In the composer of whatever conversation is open. */
  readonly files: OutgoingFile[];
  readonly newMails: NewMails;
};

const team = id('team', 'support');
const mail = id('channel', 'mail');
const chat = id('channel', 'chat');
const queue = id('queue', 'main');

type Leading = { readonly asksOutcome?: boolean; readonly supervisor?: boolean; readonly administrator?: boolean; readonly past?: number; readonly names?: readonly string[] };

export function companyOf(language: 'ru' | 'en', now: number, { supervisor: isSupervisor = false, administrator: isAdministrator = false, asksOutcome = false, past, names: given }: Leading): Company {
  const text = { ...words[language], ...(given === undefined ? {} : { customers: given }) };
  const people = text.people.map((name, index) => ({ id: id('person', String(index)), name, roles: ['agent' as const], teams: [team], version: 1 }));
  const me: Me = { id: id('person', '0'), tenant: id('tenant', 'shop'), name: text.people[0] ?? '', roles: ['agent', ...(isSupervisor ? (['supervisor'] as const) : []), ...(isAdministrator ? (['administrator'] as const) : [])], teams: [team] };
  const company: Company = {
    me,
    files: [],
    newMails: new NewMails(),
    directory: {
      people,
      teams: [{ id: team, name: text.team, version: 1 }],
      queues: [{ id: queue, team, name: text.team, version: 1, asksOutcome }],
      dispositions: outcomesOf(language),
      channels: [
        { id: mail, kind: 'email', name: text.mail, address: 'help@lavka.example', queue, version: 1 },
        { id: chat, kind: 'chat', name: text.chat, address: 'lavka', queue, version: 1 },
      ],
    },
    rows: [],
    messages: new Map(),
    shift: { state: 'available', since: now - 1_234_000, next: null, contacts: 0, wrapsUp: false, question: null },
    remarks: new Map(),
    customers: new Map(),
    timelines: new Map(),
    elsewhere: new Set(['con_9', 'cus_9']),
  };
  for (let index = 0; index < 44; index += 1) found(company, { text, index, now, past });
  for (const [customer, card] of company.customers) company.customers.set(customer, cardOf({ ...card, language, now }));
  for (const row of company.rows.toReversed()) relate(company, row, { language, now });
  if (isSupervisor) company.remarks.set('con_0', remarksOn(company.rows[0], text.remarks, now));
  return company;
}

function outcomesOf(language: 'ru' | 'en'): Company['directory']['dispositions'] {
  const list = language === 'ru' ? ['Посылка дошла', 'Оформлен возврат', 'Заказ отменён', 'Дан ответ на вопрос'] : ['The parcel arrived', 'A return was arranged', 'The order was cancelled', 'A question was answered'];
  const amount = { key: 'amount', title: { ru: 'Сумма возврата, ₽', en: 'Amount refunded, £' }, required: true, takes: { kind: 'number' } } as const;
  const reason = { key: 'reason', title: { ru: 'Причина', en: 'Reason' }, required: true, takes: { kind: 'choice', of: language === 'ru' ? ['Не подошёл размер', 'Брак', 'Передумал'] : ['Wrong size', 'Faulty', 'Changed their mind'] } } as const;
  return list.map((name, place) => ({ id: id('disposition', String(place)), queue: place === 3 ? null : queue, code: `outcome-${place}`, title: { ru: name, en: name }, fields: place === 1 ? [reason, amount] : [], place, version: 1 }));
}

function remarksOn(row: ListRow | undefined, texts: readonly string[], now: number): WatchOutput<'remarks'> {
  if (row === undefined) return [];
  return texts.map((text, index) => ({
    row: { id: id('remark', `given-${index}`), case: row.case.id, team, author: id('person', String(1 - (index % 2))), at: now - (texts.length - index) * hour, text, version: 1 },
    waiting: false,
  }));
}

type Place = { readonly text: Words; readonly index: number; readonly now: number; /** Messages of the first conversation before its last lines. */ readonly past?: number | undefined };

function found(company: Company, { text, index, now, past }: Place): void {
  const conversation = id('conversation', String(index));
  const customer = id('customer', String(index % 12));
  const kind = index % 3 === 0 ? ('chat' as const) : ('email' as const);
  const age = index < 4 ? index * 70 * second + 8 * second : index * index * 2.3 * minute;
  const at = Math.round(now - age);
  const thread = text.threads[index % text.threads.length] ?? text.threads[0];
  const name = text.customers[index % text.customers.length] ?? '';
  const closed = index > 33;
  const owner = closed || index % 4 === 1 || index < 2 ? id('person', '0') : index % 5 === 2 ? id('person', '1') : null;
  const unread = owner === null || index === 0 ? 1 + (index % 3) : index === 5 ? 2 : 0;
  company.rows.push({
    conversation: {
      id: conversation,
      case: id('case', String(index)),
      customer,
      team,
      queue,
      channel: kind === 'chat' ? chat : mail,
      kind,
      subject: thread?.subject ?? '',
      assignee: owner,
      fence: 1,
      openedAt: at - 20 * minute,
      lastMessageAt: at,
      preview: thread?.lines.at(-1)?.text.replaceAll('\n', ' ').slice(0, 140) ?? '',
      previewFrom: index % 4 === 1 && index > 4 ? 'agent' : 'customer',
      unread: closed ? 0 : unread,
      firstResponse: clockOf(index, now),
      version: 1, answered: null, offer: null,
    },
    case: {
      id: id('case', String(index)),
      number: 10482 - index,
      customer,
      team,
      topic: thread?.subject ?? '',
      state: stateOf(index, at),
      owner,
      previous: null,
      openedAt: at - 20 * minute,
      ...sortOf(index, text.tags),
    },
    customerName: name,
    draft: index === 5 ? text.draft : null,
    typingUntil: index === 0 ? now + 3600 * second : null,
  });
  company.messages.set(conversation, messagesOf({ text, index, now: at, past }));
  company.customers.set(customer, cardOf({ ...customerOf({ text, index: index % 12, now }, name), language: 'ru', now }));
}

function sortOf(index: number, known: readonly string[]): Pick<CaseRow, 'version' | 'priority' | 'tags' | 'outcome' | 'related' | 'merged' | 'heard'> {
  const tags = known.filter((_tag, place) => index % 7 === 2 && place <= index % 3);
  return { version: 1, priority: index % 9 === 3 ? 'urgent' : index % 6 === 2 ? 'high' : index % 11 === 8 ? 'low' : 'normal', tags, outcome: null, related: [], merged: null, heard: null };
}

function stateOf(index: number, at: number): CaseState {
  if (index > 38) return { status: 'closed', at };
  if (index > 33) return { status: 'resolved', at };
  if (index % 4 === 1 && index > 4) return { status: 'waiting', since: at };
  return index % 4 === 1 || index < 2 ? { status: 'open' } : { status: 'new' };
}

function clockOf(index: number, now: number): FirstResponse {
  if (index === 1) return { state: 'running', dueAt: now + 19 * minute + 31 * second };
  if (index === 2) return { state: 'running', dueAt: now - 48 * second };
  if (index === 3) return { state: 'running', dueAt: now + 41 * second };
  if (index === 8) return { state: 'missed', dueAt: now - 9 * minute, at: now - 2 * minute };
  if (index % 4 === 1 || index === 0 || index > 33) return { state: 'met', dueAt: now, at: now - hour };
  return { state: 'running', dueAt: now + (index % 2 === 0 ? hour + 37 * minute : 24 * minute) - index * 11 * second };
}

function messagesOf({ text, index, now, past = 60 }: Place): ShownMessage[] {
  const thread = text.threads[index % text.threads.length];
  const long = index === 0 ? Array.from({ length: past }, (_, step) => text.smallTalk[step % text.smallTalk.length] ?? '') : [];
  const lines = [...long.map((line, step) => ({ from: step % 2 === 0 ? ('customer' as const) : ('me' as const), text: line })), ...(thread?.lines ?? [])];
  const conversation = id('conversation', String(index));
  return lines.map((line, step) => {
    const left = lines.length - 1 - step;
    const at = now - (left > 6 ? day + left * 4 * minute : left * 3 * minute);
    return {
      waiting: 'waiting' in line && line.waiting,
      uploaded: null,
      held: null,
      row: {
        id: id('message', `${index}-${step}`),
        conversation,
        team,
        at,
        part: partOf(line, { text, index, now: at }, step),
        text: line.text,
        html: 'html' in line ? (line.html ?? null) : null,
        attachments: 'files' in line ? (line.files ?? []).map((name, file) => ({ id: id('attachment', `${index}-${step}-${file}`), name, size: 48213 * (file + 1) ** 4, type: typeOf(name) })) : [],
        version: 1,
      },
    };
  });
}

/** A letter to us and two others. */
const names = { from: 'buyer@mail.example', to: ['help@lavka.example', 'partner@mail.example'], cc: ['accounts@work.example'], more: 0 };
const verdicts = ['pass', 'fail', 'none'] as const;

type SaidBy = 'customer' | 'me' | 'note' | 'taken' | 'assigned';

function partOf(line: { readonly from: SaidBy; readonly failed?: boolean }, { text, index, now }: Place, step: number): ShownMessage['row']['part'] {
  const by = id('person', '0');
  switch (line.from) {
    case 'customer':
      return { kind: 'inbound', author: id('customer', String(index % 12)), authorName: text.customers[index % text.customers.length] ?? '', ...(index % 3 === 0 ? {} : { names: { ...names, verdict: verdicts[index % 3], ...(index % 4 === 1 ? { answered: text.draft } : {}) } }) };
    case 'me':
      if (line.failed === true) return { kind: 'outbound', author: by, delivery: { state: 'failed', at: now, reason: 'delivery.refused' } };
      return { kind: 'outbound', author: by, delivery: { state: step % 4 === 1 ? 'read' : 'delivered', at: now } };
    case 'note':
      return { kind: 'note', author: id('person', '1') };
    case 'taken':
      return { kind: 'event', event: { type: 'taken', by } };
    case 'assigned':
      return { kind: 'event', event: { type: 'assigned', by: id('person', '2'), to: by } };
  }
}

function customerOf({ text, index, now }: Place, name: string): Pick<ShownCard, 'customer' | 'identities'> {
  const customer = id('customer', String(index));
  return {
    customer: {
      id: customer,
      name,
      company: index % 3 === 1 ? (text.companies[index % text.companies.length] ?? null) : null,
      city: text.cities[index % text.cities.length] ?? null,
      language: null,
      since: now - (index + 3) * 61 * day,
      facts: text.facts.map(({ label, values }) => ({ label, value: values[index % values.length] ?? '' })),
      version: 1,
      timezone: index % 2 === 0 ? 'Asia/Yekaterinburg' : null,
      segments: [],
      changes: 0,
      mergedInto: null,
    },
    identities: [
      { id: id('identity', `${index}-m`), customer, kind: 'email', value: text.address(name), version: 1, preferredAt: null },
      { id: id('identity', `${index}-p`), customer, kind: 'phone', value: '+7 921 555-01-8' + (index % 10), version: 1, preferredAt: null },
      { id: id('identity', `${index}-c`), customer, kind: 'chat', value: `visitor-${index}`, version: 1, preferredAt: null },
    ],
  };
}

/** Every customer gets past contacts from the rows of the others, so that each timeline has a length. */
function relate(company: Company, row: ListRow, told: { readonly language: 'ru' | 'en'; readonly now: number }): void {
  const past = company.rows.slice(34, 34 + (Number(row.conversation.id.slice(4)) % 9) + 1).filter(({ conversation }) => conversation.id !== row.conversation.id);
  company.timelines.set(row.conversation.customer, timelineOf(row, past, { ...told, long: row.conversation.id === 'con_2' ? 10_000 : 0 }));
}

function typeOf(name: string): string {
  if (name.endsWith('.jpeg')) return 'image/jpeg';
  return name.endsWith('.pdf') ? 'application/pdf' : 'application/octet-stream';
}
