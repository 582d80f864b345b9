import { mailboxTrial, type MailboxSettings } from '#contract/mailbox';
import { handOver } from '#server/channel/email/mail-relay';
import { tryMailbox } from '#server/channel/email/mailbox/try-mailbox';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCentralDatabases } from '../../support/central-database';
import { eventually } from '../../support/eventually';
import { openMailboxOffice } from '../../support/mail-server/mailbox-office';
import { mailServerLacks, openMailServer, type MailServer } from '../../support/mail-server/mail-server';
import { openTokenOffice, type TokenOffice } from '../../support/mail-server/token-office';
import { deliverPlainly } from '../../support/plain-smtp';

const support = 'support@shop.example';
const secret = { password: 'mailbox-password' };

const lacks = await mailServerLacks();

describe.skipIf(lacks !== null)(`signing in at a mailbox${lacks === null ? '' : `, which ${lacks}`}`, { timeout: 120_000 }, () => {
  let tokens: TokenOffice;
  let mailServer: MailServer;
  beforeAll(async () => {
    tokens = await openTokenOffice(support);
    mailServer = await openMailServer({ [support]: secret.password }, tokens.introspectUrl);
  });
  afterAll(async () => {
    await mailServer.stop();
    await tokens.stop();
  });

  function settingsWith(own: Partial<MailboxSettings> = {}): MailboxSettings {
    const place = { host: '127.0.0.1', security: 'none' } as const;
    return { receive: { ...place, port: mailServer.imap }, send: { ...place, port: mailServer.smtp }, auth: { kind: 'password', user: support }, keepsSent: false, ...own };
  }

  test('a trial says what is wrong, in the order in which one meets it', async () => {
    const { receive, send } = settingsWith();
    expect(await tryMailbox(settingsWith(), secret)).toBeNull();
    expect(await tryMailbox(settingsWith({ receive: { ...receive, port: 1 } }), secret)).toBe('mailbox.inUnreachable');
    expect(await tryMailbox(settingsWith({ receive: { ...receive, security: 'starttls' } }), secret)).toBe('mailbox.inInsecure');
    expect(await tryMailbox(settingsWith({ receive: { ...receive, security: 'tls' } }), secret)).toBe('mailbox.inInsecure');
    expect(await tryMailbox(settingsWith(), { password: 'another' })).toBe('mailbox.inRefused');
    expect(await tryMailbox(settingsWith({ send: { ...send, port: 1 } }), secret)).toBe('mailbox.outUnreachable');
    expect(await tryMailbox(settingsWith({ send: { ...send, security: 'starttls' } }), secret)).toBe('mailbox.outInsecure');
    expect(await tryMailbox(settingsWith({ send: { ...send, security: 'tls' } }), secret)).toBe('mailbox.outInsecure');
    const auth = { kind: 'oauth', user: support, client: 'c', tokenUrl: 'http://127.0.0.1:1/token', scope: 's' } as const;
    expect(await tryMailbox(settingsWith({ auth }), { clientSecret: 's', refreshToken: null })).toBe('mailbox.tokenRefused');
  });

  test('passwords and tokens go to another machine only under protection', () => {
    const asked = (receive: unknown): boolean => mailboxTrial.safeParse({ settings: { ...settingsWith(), receive }, secret }).success;
    expect([asked({ host: 'imap.shop.example', port: 143, security: 'none' }), asked({ host: 'imap.shop.example', port: 143, security: 'starttls' })]).toEqual([false, true]);
    const token = (tokenUrl: string): boolean => mailboxTrial.safeParse({ settings: settingsWith({ auth: { kind: 'oauth', user: 'u', client: 'c', tokenUrl, scope: '' } }), secret: { clientSecret: 's', refreshToken: 'r' } }).success;
    expect([token('http://login.example/token'), token('https://login.example/token'), token('https://evil.example@login.example/token')]).toEqual([false, true, false]);
  });

  test('with OAuth goes on with a fresh token when the last one is no longer good, and with the newest refresh token', async () => {
    const databases = await startCentralDatabases();
    const office = await openMailboxOffice(databases, mailServer);
    const write = (subject: string): Promise<void> => deliverPlainly({ port: mailServer.smtp, from: 'a@b.example', to: support, content: Buffer.from(`From: a@b.example\r\nSubject: ${subject}\r\nMessage-ID: <${subject}@b.example>\r\n\r\n${subject}`) });
    const taken = async (): Promise<readonly string[]> => (await office.all('messages')).map(({ text }) => text).toSorted();
    try {
      await office.connect({ kind: 'oauth', user: support, client: 'our-own', tokenUrl: tokens.tokenUrl, scope: 'mail' }, { clientSecret: 'hidden', refreshToken: 'refresh-0' });
      await office.begin();
      await write('one');
      await eventually(async () => expect(await taken()).toEqual(['one']), 60_000);
      tokens.forget();
      office.line.cut();
      office.line.mend();
      await write('two');
      await eventually(async () => expect(await taken()).toEqual(['one', 'two']), 60_000);
      expect(tokens.asked.map((form) => form.get('refresh_token'))).toEqual(['refresh-0', 'refresh-1']);
      expect(JSON.stringify(await office.db('mailboxes').select())).not.toMatch(/hidden|refresh-/);
    } finally {
      await office.close();
      await databases.stop();
    }
  });
});

test('a mail leaves with an access token where passwords are not taken', async () => {
  const seen: unknown[] = [];
  const server = new SMTPServer({
    authMethods: ['XOAUTH2'],
    allowInsecureAuth: true,
    logger: false,
    onAuth: ({ method, username, accessToken }, _session, done) => {
      seen.push([method, username, accessToken]);
      return accessToken === 'good' ? done(null, { user: username ?? '' }) : done(new Error('no'));
    },
    onData: (stream, _session, done) => void stream.resume().once('end', () => done()),
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', () => resolve()));
  const place = server.server.address();
  const port = typeof place === 'object' && place !== null ? place.port : 0;
  const send = (token: string): Promise<unknown> => handOver({ host: '127.0.0.1', port, security: 'none', credential: { user: support, token } }, { envelope: { from: support, to: ['a@b.example'] }, mail: Buffer.from('Subject: x\r\n\r\nx') }, async () => true);
  expect(await send('good')).toEqual({ outcome: 'sent' });
  await expect(send('old')).rejects.toThrow();
  expect(seen).toEqual([['XOAUTH2', support, 'good'], ['XOAUTH2', support, 'old']]);
  await new Promise<void>((resolve) => server.close(() => resolve()));
});
