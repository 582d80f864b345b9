import { beginMail, type BegunMail } from '#domain/conversation/begin-mail';
import { expect, test } from 'vitest';
import { after, anna, noon, support } from './shop';

const customer = { id: 'cus_new', name: 'ivan@home.example', company: null, city: null, language: null, since: noon, facts: [], version: 0, timezone: null, segments: [], changes: 0, mergedInto: null } as const;
const begun: BegunMail = {
  message: 'msg_1',
  by: anna.person,
  recipients: { to: ['ivan@home.example'], cc: ['chief@work.example'], bcc: [] },
  subject: 'Your order\nis ready',
  text: 'Come and get it.',
  channel: { id: 'cha_mail', kind: 'email', queue: 'que_1', team: support },
  customer: { known: false, row: customer, identity: { id: 'idn_new', kind: 'email', value: 'ivan@home.example' } },
  fresh: { case: 'cas_new', conversation: 'con_new', caseNumber: 7 },
};

test('a mail to somebody who did not ask begins a case of its author, which waits and owes no first answer', () => {
  const rows = after(beginMail(begun, noon));
  expect(rows.customers).toEqual(customer);
  expect(rows.identities).toMatchObject({ customer: 'cus_new', value: 'ivan@home.example' });
  expect(rows.cases).toMatchObject({ number: 7, owner: anna.person, team: support, topic: 'Your order is ready', state: { status: 'waiting', since: noon } });
  expect(rows.conversations).toMatchObject({ assignee: anna.person, fence: 1, queue: 'que_1', unread: 0, previewFrom: 'agent', preview: 'Come and get it.', firstResponse: { state: 'met' } });
  expect(rows.messages).toMatchObject({ text: 'Come and get it.', part: { kind: 'outbound', author: anna.person, recipients: begun.recipients, delivery: { state: 'accepted', at: noon } } });
});

test('keeps the form that its author gave it, and shows its plain words in the list', () => {
  const rows = after(beginMail({ ...begun, text: 'Come **today**, 2\\*2 <b>', rich: true }, noon));
  expect(rows.messages).toMatchObject({ text: 'Come today, 2*2 <b>', html: '<div style="white-space:pre-wrap">Come <b>today</b>, 2*2 &lt;b&gt;</div>' });
  expect(rows.conversations).toMatchObject({ preview: 'Come today, 2*2 <b>' });
  expect(after(beginMail({ ...begun, text: '2 ** 3' }, noon)).messages).toMatchObject({ text: '2 ** 3', html: null });
});

test('a customer who is known stays as they are', () => {
  const rows = after(beginMail({ ...begun, customer: { known: true, row: { ...customer, id: 'cus_1' } } }, noon));
  expect([rows.customers, rows.identities, rows.cases?.customer, rows.conversations?.customer]).toEqual([undefined, undefined, 'cus_1', 'cus_1']);
});

test('with files it needs no words, and is shown in the list by their names', () => {
  const file = { hash: 'a'.repeat(64), name: 'invoice.pdf', size: 9, type: 'application/pdf' };
  const rows = after(beginMail({ ...begun, text: '', attachments: [file] }, noon));
  expect(rows.messages?.attachments).toEqual([{ id: 'att_1-0', name: 'invoice.pdf', size: 9, type: 'application/pdf' }]);
  expect(rows.conversations?.preview).toBe('invoice.pdf');
  expect(beginMail({ ...begun, attachments: [file, file] }, noon)).toMatchObject({ ok: false });
});

test.each([
  ['message.empty', { text: '  ' }],
  ['message.empty', { subject: ' \n' }],
  ['recipient.absent', { recipients: { to: [], cc: ['ivan@home.example'], bcc: [] } }],
])('is refused as %s', (code, change) => {
  expect(beginMail({ ...begun, ...change }, noon)).toEqual({ ok: false, code });
});
