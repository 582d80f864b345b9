import { listMailboxes } from '#db/central/mailboxes';
import { openImap } from '#server/channel/email/mailbox/imap';
import { serverTexts } from '#server/channel/text/text';
import { syncMailbox } from '#server/channel/email/mailbox/sync-mailbox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { eventually } from '../../support/eventually';
import { openMailboxOffice, type MailboxOffice } from '../../support/mail-server/mailbox-office';
import { mailServerLacks, openMailServer, type MailServer } from '../../support/mail-server/mail-server';
import { deliverPlainly } from '../../support/plain-smtp';

const lacks = await mailServerLacks();

const [support, anna] = ['support@shop.example', 'anna@customer.example'];
const password = 'mailbox-password';
let databases: CentralDatabases;
let mailServer: MailServer;
let office: MailboxOffice;

describe.skipIf(lacks !== null)(`a channel that is a mailbox on a real mail server${lacks === null ? '' : `, which ${lacks}`}`, { timeout: 300_000 }, () => {
  beforeAll(async () => {
    databases = await startCentralDatabases();
    mailServer = await openMailServer({ [support]: password, [anna]: 'anna-password' });
    office = await openMailboxOffice(databases, mailServer);
    await office.connect({ kind: 'password', user: support }, { password });
    await office.begin();
  }, 120_000);
  afterAll(async () => {
    await office.close();
    await mailServer.stop();
    await databases.stop();
  });

  async function write(subject: string, { from = anna, to = support, fields = '' } = {}): Promise<void> {
    const content = `From: <${from}>\r\nTo: <${to}>\r\nSubject: ${subject}\r\nMessage-ID: <${subject.replaceAll(' ', '-')}@customer.example>\r\n${fields}\r\nText of ${subject}\r\n`;
    await deliverPlainly({ port: mailServer.smtp, from, to, content: Buffer.from(content) });
  }

  /** The texts of what customers wrote, each as often as it stands there. */
  const taken = async (): Promise<readonly string[]> => (await office.all('messages')).flatMap(({ part, text }) => (part.kind === 'inbound' ? [text] : [])).toSorted();
  const holds = (...subjects: readonly string[]): Promise<void> => eventually(async () => expect(await taken()).toEqual(subjects.map((subject) => `Text of ${subject}`).toSorted()), 90_000);
  const only = async (subject: string): ReturnType<typeof conversationsOf> => (await conversationsOf()).filter((one) => one.subject === subject);
  const conversationsOf = () => office.all('conversations');

  const answerTo = async (subject: string, text: string): Promise<string> => {
    const [conversation] = await only(subject);
    if (conversation === undefined) throw new Error(`no conversation ${subject}`);
    return office.answer(conversation.id, text);
  };
  const stateOf = async (message: string): Promise<unknown> => (await office.all('messages')).flatMap(({ id, part }) => (id === message && part.kind === 'outbound' ? [part.delivery.state] : []))[0];

  test('takes in a mail as it comes, answers from the mailbox, and knows what comes back', async () => {
    await write('first');
    await holds('first');
    const message = await answerTo('first', 'Our answer');
    await eventually(async () => expect(await stateOf(message)).toBe('sent'));
    await eventually(async () => expect((await mailServer.mails(anna)).join()).toContain('Our answer'));
    const [answer = ''] = await mailServer.mails(anna);
    expect((await mailServer.mails(support, 'Sent')).join()).toContain('Our answer');
    const replyTo = /^Reply-To: (\S+)/m.exec(answer)?.[1] ?? '';
    await write('by reference', { fields: `In-Reply-To: <${message}@shop.example>\r\n` });
    await write('by address', { to: replyTo });
    await holds('first', 'by reference', 'by address');
    expect(await office.all('conversations')).toHaveLength(1);
  });

  test('a mail that bounces is told at the answer', async () => {
    await write('from nowhere', { from: 'gone@customer.example' });
    await holds('first', 'by reference', 'by address', 'from nowhere');
    const message = await answerTo('from nowhere', 'Are you there?');
    await eventually(async () => expect(await stateOf(message)).toBe('failed'), 90_000);
    await holds('first', 'by reference', 'by address', 'from nowhere');
  });

  test('neither a server that is away, nor a cut line, nor a restart, nor new numbers lose a mail or bring one twice', async () => {
    const before = ['first', 'by reference', 'by address', 'from nowhere'];
    office.line.cut();
    await mailServer.imapDown();
    await write('while away 1');
    await write('while away 2');
    await mailServer.imapUp();
    office.line.mend();
    await holds(...before, 'while away 1', 'while away 2');

    office.line.cut();
    office.line.mend();
    await write('after the cut');
    await holds(...before, 'while away 1', 'while away 2', 'after the cut');

    await office.end();
    await write('while stopped');
    await office.begin();
    await holds(...before, 'while away 1', 'while away 2', 'after the cut', 'while stopped');

    office.line.cut();
    await mailServer.imapDown();
    await mailServer.renumber(support);
    await mailServer.imapUp();
    office.line.mend();
    await write('with new numbers');
    await holds(...before, 'while away 1', 'while away 2', 'after the cut', 'while stopped', 'with new numbers');
  });

  test('new numbers bring nothing again that came so long ago that its key is forgotten', async () => {
    const before = await taken();
    await office.db('inbound_keys').delete();
    office.line.cut();
    await mailServer.imapDown();
    await mailServer.renumber(support);
    await mailServer.imapUp();
    office.line.mend();
    await write('half a year later');
    await eventually(async () => expect(await taken()).toEqual([...before, 'Text of half a year later'].toSorted()), 90_000);
  });

  test('an account at another provider is read from its own beginning, though it numbers its mails alike', async () => {
    const before = await taken();
    await office.end();
    await office.db('mailboxes').update({ uid: 10_000, settings: office.db.raw(`jsonb_set(settings, '{receive,host}', '"imap.before.example"')`) });
    await office.connect({ kind: 'password', user: support }, { password });
    await office.begin();
    await write('from the new provider');
    await eventually(async () => expect(await taken()).toEqual([...before, 'Text of from the new provider'].toSorted()), 90_000);
  });

  test('a mail that the database never takes stands there unopened, and those behind it come in', async () => {
    const before = await taken();
    await office.db.raw(`create function refuse_poison() returns trigger language plpgsql as $$ begin if new.text = 'Text of poison' then raise exception 'poison'; end if; return new; end $$`);
    await office.db.raw('create trigger poison before insert on messages for each row execute function refuse_poison()');
    await write('poison');
    await write('behind the poison');
    await eventually(async () => expect(await taken()).toEqual([...before, 'Text of behind the poison', serverTexts.en.unreadableMail].toSorted()), 90_000);
    await office.db.raw('drop trigger poison on messages');
  });

  test('a connection that ends between two batches does not take the mails that it could not fetch for deleted ones', async () => {
    await office.end();
    const before = await taken();
    const subjects = Array.from({ length: 51 }, (_, number) => `one of many ${number}`);
    for (const subject of subjects) await write(subject);
    await eventually(async () => expect((await mailServer.mails(support)).filter((mail) => mail.includes('one of many'))).toHaveLength(51), 90_000);
    const [mailbox] = await listMailboxes(office.db, office.tenant);
    if (mailbox === undefined || mailbox.validity === null) throw new Error('the mailbox was never read');
    const client = await openImap(mailbox.settings.receive, { user: support, password });
    await client.mailboxOpen('INBOX', { readOnly: true });
    const from = { validity: mailbox.validity, uid: mailbox.uid };
    await expect(syncMailbox(client, mailbox, { work: { db: office.db, takeIn: async () => client.close() }, from })).rejects.toThrow();
    expect((await listMailboxes(office.db, office.tenant))[0]?.uid).toBe(from.uid + 50);
    await office.db('mailboxes').update({ uid: from.uid });
    await office.begin();
    await eventually(async () => expect(await taken()).toEqual([...before, ...subjects.map((subject) => `Text of ${subject}`)].toSorted()), 90_000);
  });

  test('an answer waits for a mail server that is away, and leaves once', async () => {
    await mailServer.smtpDown();
    const message = await answerTo('first', 'The late answer');
    await eventually(async () => expect(await office.db('deliveries').where({ message }).where('attempt', '>', 1)).toHaveLength(1));
    await mailServer.smtpUp();
    await eventually(async () => expect(await stateOf(message)).toBe('sent'), 90_000);
    await eventually(async () => expect((await mailServer.mails(anna)).filter((mail) => mail.includes('The late answer'))).toHaveLength(1));
    expect((await mailServer.mails(support, 'Sent')).filter((mail) => mail.includes('The late answer'))).toHaveLength(1);
  });

  test('an answer over which a process died is found among the sent mails; one that is not there is named, and neither leaves again', async () => {
    const copies = async (text: string): Promise<number> => (await mailServer.mails(anna)).filter((mail) => mail.includes(text)).length;
    const found = await answerTo('first', 'The doubtful answer');
    await eventually(async () => expect(await stateOf(found)).toBe('sent'));
    await office.db('deliveries').where({ message: found }).update({ state: 'begun', dueAt: 0 });
    await eventually(async () => expect(await office.db('deliveries').where({ message: found }).pluck('state')).toEqual(['sent']));
    await office.end();
    const unknown = await answerTo('first', 'The answer that nobody knows of');
    await office.db('deliveries').where({ message: unknown }).update({ state: 'begun' });
    await office.begin();
    await eventually(async () => expect(await office.db('deliveries').where({ message: unknown }).pluck('state')).toEqual(['doubt']));
    await eventually(async () => expect(await copies('The doubtful answer')).toBe(1));
    expect(await copies('The answer that nobody knows of')).toBe(0);
  });
});
