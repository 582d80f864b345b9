import { suggestionsOf } from './suggested';
import type { Bridge } from '#contract/bridge';
import { timelinePageOf } from './cards';
import type { View } from '#contract/list';
import type { RequestInput, RequestName, RequestOutput, WatchInput, WatchName, WatchOutput } from '#contract/requests';
import type { Failure } from '#contract/failures';
import { usualMail } from '#contract/draft-mail';
import { linesOf, plainText, richHtml } from '#domain/channel/rich-text';
import { id } from '#kernel/id';
import { usualAttention } from '#domain/attention/attention';
import { agentStates } from '#domain/shift/agent-state';
import { done, refused, type Outcome } from '#kernel/outcome';
import { daysOf } from './my-days';
import { chosen } from './new-mails';
import { administrationAnswer } from './administration';
import { companyOf, type Company } from './company';
import { connectionOf, waitingOf } from './connection';
import { Knowledge } from './knowledge';
import { putHtml, putLetter, type Letter } from './letter';
import { isFinished } from '#domain/conversation/case';
import { listOf } from './list';
import { readIn } from './read-answer';
import { offerOne, offersOf } from './offers';
import type { DoubleStart } from './start';
import { answerMeanwhile, answersSince, leaveInDoubt, tellStory, writeOn } from './story';
import { moveToWhatsApp } from './whatsapp';

declare global {
  interface Window {
    /** What the window asked the double for. */
    asked: { readonly name: RequestName; readonly input: unknown }[];
    setMail: (html: string) => void;
    /** Another desk in the same window, as if its person had signed out of this one. */
    startAgain: (next: DoubleStart) => Promise<void>;
    /** Puts a letter into the mails that `setMail` fills, and what it is called by into their list. */
    setLetter: (letter: Letter) => void;
    /** A colleague answers the first conversation. */
    answerMeanwhile: () => void;
    /** The customer of the first conversation writes so many messages. */
    writeOn: (count: number) => void;
    /** The desk keeps no answer before this ends. */
    isSlow?: boolean;
    /** Answers that are on their way. */
    answering: number;
    /** The desk has not read the directory yet. */
    directoryLate?: boolean;
    /** No desk is there to answer. */
    deskGone?: boolean;
    /** Set by a hostile mail that managed to run. */
    pwned?: unknown;
  }
}

type Answers = { readonly [Name in WatchName]: (input: WatchInput<Name>) => WatchOutput<Name> };
type Preferences = WatchOutput<'preferences'>;
type Held = { preferences: Preferences; attention: WatchOutput<'attention'>['settings'] };

/** Answers as the desk process would, from memory. For looking at the window only. */
export function bridgeDouble(start: DoubleStart): Bridge {
  let now = start;
  let { held, company, answers } = begin(start);
  const again = new Set<() => void>();
  const showAll = (): void => again.forEach((show) => show());
  const startAs = (next: DoubleStart): void => {
    now = next;
    ({ held, company, answers } = begin(next));
    showAll();
  };
  window.asked = [];
  window.answering = 0;
  window.startAgain = async (next) => {
    window.deskGone = false;
    startAs({ ...next, session: 'starting' });
    while (document.querySelector('[data-view]') !== null) await new Promise(requestAnimationFrame);
    startAs(next);
  };
  const thenShow = <Args extends unknown[]>(change: (...args: Args) => void) => (...args: Args): void => {
    change(...args);
    showAll();
  };
  window.setMail = thenShow((html: string) => putHtml(company, html));
  window.setLetter = thenShow((letter: Letter) => putLetter(company, letter));
  window.answerMeanwhile = thenShow(() => answerMeanwhile(company, now.language, Date.now()));
  window.writeOn = thenShow((count: number) => writeOn(company, count, Date.now()));
  return {
    async ask(name, input) {
      window.asked.push({ name, input });
      await afterwards(5, name === 'message.send');
      if (window.deskGone === true) return refused('desk.stopped');
      keep({ held, company }, name, input);
      const read = await readIn(now, { company, name, input });
      if (read !== null) return read;
      act(company, name, input);
      showAll();
      return outcomeOf(now, name);
    },
    watch(name, input, show) {
      let open = true;
      const run = (): void => void afterwards(2).then(() => open && show(structuredClone(answers[name](input))));
      again.add(run);
      run();
      return () => {
        open = false;
        again.delete(run);
      };
    },
  };
}

function afterwards(milliseconds: number, isOfAnswer = false): Promise<void> {
  window.answering += 1;
  return new Promise((resolve) => {
    const end = (): unknown => {
      if (isOfAnswer && window.isSlow === true) return setTimeout(end, 5);
      window.answering -= 1;
      return resolve();
    };
    setTimeout(end, milliseconds);
  });
}

/** How the person sets their desk and their state. */
function keep({ held, company }: { readonly held: Held; readonly company: Company }, name: RequestName, input: unknown): void {
  if (name === 'preferences.save') held.preferences = { ...held.preferences, ...(input as Partial<Preferences>) };
  if (name === 'state.set' || name === 'state.next') Object.assign(company.shift, name === 'state.set' ? { since: Date.now(), next: null, question: null } : {}, input);
  company.newMails.hear(name, input);
  if (name === 'attention.save') held.attention = input as Held['attention'];
  if (name === 'state.here') Object.assign(company.shift, { question: null });
}

/** What is there when a desk begins. */
function begin(start: DoubleStart): { held: Held; company: Company; answers: Answers } {
  const held: Held = { attention: usualAttention, preferences: { language: start.language, theme: start.theme, density: 'normal', size: 100, motion: 'system', keys: {}, lockAfter: 15, idleAfter: 10, undoSend: 5, suggestions: true, toured: start.tour !== true, sorts: {}, ...start.set } };
  const company = companyOf(start.language, Date.now(), start);
  if (start.offered === true || start.offeredOn === true) offerOne(company, start);
  if (start.empty) company.rows.length = 0;
  changeRows(company, start);
  if (start.mailsBack === true) company.newMails.comeBack(['Invoice', 'Delivery']);
  if (start.whatsapp !== undefined) moveToWhatsApp(company, start.whatsapp);
  return { held, company, answers: answersOf(start, company, held) };
}

function changeRows(company: Company, { story = false, tags, inDoubt = false, language }: DoubleStart): void {
  if (story) tellStory(company, language, Date.now());
  const second = company.rows[1];
  if (tags !== undefined && second !== undefined) company.rows[1] = { ...second, case: { ...second.case, tags } };
  if (inDoubt && second !== undefined) leaveInDoubt(company, second.conversation.id);
}

const onePixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

function outcomeOf<Name extends RequestName>(start: DoubleStart, name: Name): Outcome<RequestOutput<Name>, Failure> {
  if (name === 'session.providers') return done([{ id: 'f3b1c9b0-2d3c-4a49-9b1c-0d6e0c1f2a3b', name: 'Shop ID' }] as never);
  if (name === 'cases.act' || name === 'cases.undo') return done({ done: start.supervisor === true ? 2 : 1, refused: start.supervisor === true ? [{ conversation: 'con_3', code: 'conversation.taken', who: start.language === 'ru' ? 'Анна Котова' : 'Anne Catt' }] : [], undo: '00000000-0000-4000-8000-000000000000' } as never);
  if (name === 'session.signIn') return refused('access.signInFailed');
  if (start.connection === 'offline' && (name === 'conversation.take' || name === 'mail.picture')) return refused('network.offline');
  if (name === 'message.send' || name === 'note.add') return done({ message: `msg_said-${said}` } as never);
  if (name === 'mail.picture') return done({ type: 'image/png', base64: onePixel } as never);
  const answer = administrationAnswer(name, start.language);
  // checked: the answers are written beside the names that they answer
  return (answer ?? done(null)) as Outcome<RequestOutput<Name>, Failure>;
}

function answersOf(start: DoubleStart, company: Company, held: Held): Answers {
  const count = (view: View): number => listOf(company, { view, search: '', limit: 200 }).rows.length;
  const about = company.rows[1]?.conversation;
  const knowledge = new Knowledge(start.language, Date.now());
  return {
    session: () => sessionOf(start, company),
    preferences: () => held.preferences,
    connection: () => connectionOf(start),
    directory: () => (window.directoryLate === true ? { ...company.directory, people: [], teams: [], queues: [], channels: [] } : company.directory),
    list: (question) => listOf(company, question),
    filters: () => [{ filter: { id: '00000000-0000-4000-8000-000000000001', name: start.language === 'ru' ? 'Срочные возвраты' : 'Urgent returns', conditions: { view: 'all', kinds: [], queues: [], priorities: ['urgent'], tags: [], text: '', sort: null } }, count: 4 }],
    counts: () => ({ mine: count('mine'), mineUnread: start.empty ? 0 : 2, waiting: count('waiting'), snoozed: count('snoozed'), offered: count('offered'), queue: count('queue'), all: count('all') }),
    offers: () => offersOf(company),
    conversation: (question) => openedOf(company, question, start.writing === true),
    attention: () => ({ settings: held.attention, unseen: 2, sound: null, chosen: null }),
    shift: () => shiftOf(start, company),
    myDays: () => daysOf(company.me.id),
    states: () => company.directory.people.slice(0, 4).map(({ id: person }, place) => ({ id: person, state: agentStates[place * 3 % agentStates.length] ?? 'available', since: Date.now() - place * 700_000, next: null, version: 1 })),
    remarks: ({ conversation }) => company.remarks.get(conversation) ?? [],
    suggestions: suggestionsOf(start, Date.now()),
    answersSince: (asked) => answersSince(company, asked),
    unsent: () => [],
    refusedRemarks: () => [],
    customer: ({ customer }) => cardOf(company, customer),
    macros: () => knowledge.macros,
    articles: (asked) => knowledge.list(asked),
    article: (asked) => knowledge.one(asked),
    timeline: (question) => timelinePageOf(company, question),
    together: ({ conversation }) => togetherOf(company, conversation),
    waitingWork: () => waitingOf(start, company),
    newMails: () => company.newMails.shown(),
    notices: () => (start.mailsBack === true ? company.newMails.shown().kept.map(({ id: mail }) => ({ id: mail, at: Date.now(), code: 'queue.absent', about: 'mail.begin', conversation: mail, text: null, customerName: null })) : start.notices ? [{ id: 'n1', at: Date.now(), code: 'conversation.taken', about: 'case.resolve', conversation: about?.id ?? null, text: null, customerName: company.rows[1]?.customerName ?? null }] : []),
  };
}

function shiftOf({ question }: DoubleStart, { shift, rows, me }: Company): WatchOutput<'shift'> {
  const contacts = rows.filter((row) => row.conversation.kind === 'chat' && row.conversation.assignee === me.id && !isFinished(row.case.state)).length;
  return { ...shift, contacts, question: shift.question ?? question ?? null };
}

function cardOf(company: Company, customer: WatchInput<'customer'>['customer']): WatchOutput<'customer'> {
  const card = company.customers.get(customer);
  return card === undefined ? null : { ...card, history: company.elsewhere.has(customer) ? 'partial' : 'whole' };
}

function togetherOf(company: Company, conversation: WatchInput<'together'>['conversation']): WatchOutput<'together'> {
  const index = company.rows.findIndex((row) => row.conversation.id === conversation);
  const other = company.rows[index + 12];
  return index % 2 === 1 || other === undefined ? { related: [], merged: [] } : { related: [{ case: other.case, conversation: other.conversation.id }], merged: [] };
}

function openedOf(company: Company, { conversation, limit, edge }: WatchInput<'conversation'>, isShared: boolean): WatchOutput<'conversation'> {
  const row = company.rows.find((candidate) => candidate.conversation.id === conversation);
  if (row === undefined) return null;
  const messages = company.messages.get(conversation) ?? [];
  const at = messages.findIndex((shown) => shown.row.id === edge?.message);
  const first = at >= 0 && edge?.side === 'from' ? at : Math.max(0, (at < 0 ? messages.length : at + 1) - limit);
  const last = at < 0 ? messages.length : edge?.side === 'from' ? at + limit : at + 1;
  return {
    conversation: row.conversation,
    case: row.case,
    customer: company.customers.get(row.conversation.customer)?.customer ?? null,
    channel: row.conversation.channel,
    messages: messages.slice(first, last),
    more: first > 0,
    newer: last < messages.length,
    answer: messages.slice(first, last).some((shown) => shown.row.id === row.conversation.answered) ? null : (messages.find((shown) => shown.row.id === row.conversation.answered)?.row ?? null),
    earlier: company.elsewhere.has(conversation) ? 'elsewhere' : 'nothing',
    files: company.files,
    returned: [],
    drafts: row.draft === null ? [] : [{ mode: 'reply', text: row.draft, mail: usualMail }],
    typingUntil: row.typingUntil,
    writing: isShared ? [id('person', '1')] : [],
    asking: null,
  };
}

function sessionOf({ session, hasPin = true }: DoubleStart, { me }: Company): WatchOutput<'session'> {
  if (session === 'signedIn') return { state: 'signedIn', me, by: hasPin ? 'password' : null };
  if (session === 'locked') return { state: 'locked', name: me.name, by: 'password', pausedUntil: null, waiting: 2 };
  return session === 'signedOut' ? { state: 'signedOut', failure: null, left: [{ name: me.name, waiting: 2 }] } : { state: 'starting', waits: null, name: null };
}

function act(company: Company, name: RequestName, input: unknown): void {
  if ((name === 'conversation.fetch' || name === 'customer.fetch') && typeof input === 'object' && input !== null) {
    for (const fetched of Object.values(input)) company.elsewhere.delete(String(fetched));
  }
  const conversation = typeof input === 'object' && input !== null && 'conversation' in input ? input.conversation : null;
  const index = company.rows.findIndex((row) => row.conversation.id === conversation);
  const row = company.rows[index];
  if (name === 'cases.act') for (const one of (input as RequestInput<'cases.act'>).conversations) act(company, `case.${(input as RequestInput<'cases.act'>).act.do}` as RequestName, { conversation: one });
  if (row === undefined) return;
  if (name === 'conversation.take') company.rows[index] = { ...row, conversation: { ...row.conversation, assignee: company.me.id } };
  if (name === 'attachment.choose') company.files.push(...chosen);
  if (name === 'case.resolve') company.rows[index] = { ...row, case: { ...row.case, state: { status: 'resolved', at: Date.now() } } };
  if (name === 'case.spam') company.rows[index] = { ...row, case: { ...row.case, state: { status: 'closed', at: Date.now(), spam: 'person' } } };
  if (name === 'case.reopen') company.rows[index] = { ...row, case: { ...row.case, state: { status: 'open' } } };
  const text = typeof input === 'object' && input !== null && 'text' in input ? input.text : null;
  if (name === 'remark.add' && typeof text === 'string') remark(company, row, text);
  if ((name === 'message.send' || name === 'note.add') && typeof text === 'string') say(company, row.conversation.id, { name, text, isRich: typeof input === 'object' && input !== null && 'rich' in input });
}

function remark({ me, remarks }: Company, { conversation, case: { id: about } }: Company['rows'][number], text: string): void {
  const before = remarks.get(conversation.id) ?? [];
  const row = { id: `rem_${before.length}` as const, case: about, team: conversation.team, author: me.id, at: Date.now(), text, version: 0 };
  remarks.set(conversation.id, [...before, { row, waiting: true }]);
}

/** So many were written. */
let said = 0;

function say(company: Company, conversation: `con_${string}`, { name, text: written, isRich }: { readonly name: RequestName; readonly text: string; readonly isRich: boolean }): void {
  said += 1;
  const lines = linesOf(written);
  const messages = company.messages.get(conversation) ?? [];
  const author = company.me.id;
  messages.push({
    waiting: name === 'message.send',
    uploaded: name === 'message.send' && company.files.length > 0 ? 0.42 : null,
    held: name === 'message.send' ? { until: Date.now() + 5000 } : null,
    row: {
      id: `msg_said-${said}`,
      conversation,
      team: 'tea_support',
      at: Date.now(),
      part: name === 'note.add' ? { kind: 'note', author } : { kind: 'outbound', author, delivery: { state: 'waiting' } },
      text: isRich ? plainText(lines) : written,
      html: isRich ? richHtml(lines) : null,
      attachments: name === 'message.send' ? company.files.map(({ name: file, size, type }, place) => ({ id: id('attachment', `${messages.length}-${place}`), name: file, size, type })) : [],
      version: 0,
    },
  });
  company.messages.set(conversation, messages);
  if (name === 'message.send') company.files.length = 0;
}
