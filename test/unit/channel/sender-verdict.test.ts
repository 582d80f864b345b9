import { createJudgeSender, type LookUp, type Peer } from '#server/channel/email/sender-verdict';
import MailComposer from 'nodemailer/lib/mail-composer';
import DKIM from 'nodemailer/lib/dkim';
import { generateKeyPairSync } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';

const keys = generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'der' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } });
const zone: Readonly<Record<string, string>> = {
  'TXT bank.example': 'v=spf1 ip4:203.0.113.7 -all',
  'TXT _dmarc.bank.example': 'v=DMARC1; p=none',
  'TXT key._domainkey.bank.example': `v=DKIM1; k=rsa; p=${keys.publicKey.toString('base64')}`,
  'TXT evil.example': 'v=spf1 +all',
};
const asked: string[] = [];
const lookUp: LookUp = async (name, kind) => {
  asked.push(`${kind} ${name}`);
  const found = zone[`${kind} ${name}`];
  if (found === undefined) throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
  // No piece of a record is longer than 255 letters.
  return [found.match(/.{1,255}/g) ?? []];
};

const [own, stranger, near]: readonly Peer[] = [{ address: '203.0.113.7', helo: 'mx.bank.example' }, { address: '198.51.100.9', helo: 'x' }, { address: '10.1.2.3', helo: 'relay' }];
const judge = (raw: string | Buffer, peer: Peer | null | undefined, author: `${string}@${string}` = 'clerk@bank.example'): Promise<string> =>
  createJudgeSender(lookUp)({ raw: Buffer.from(raw), author, sender: 'clerk@bank.example', peer: peer ?? null });

const letter = (fields = ''): string => `From: Clerk <clerk@bank.example>\r\nSubject: Your account\r\n${fields}\r\nText\r\n`;

async function signed(): Promise<Buffer> {
  const built = await new MailComposer({ from: 'Clerk <clerk@bank.example>', to: 'a@b.example', subject: 'Your account', text: 'Text' }).compile().build();
  return buffer(new DKIM({ domainName: 'bank.example', keySelector: 'key', privateKey: keys.privateKey }).sign(built));
}

describe('who a mail is from, by our own look', () => {
  test.each([
    ['folded after each letter', `X: a\r\n${' b\r\n'.repeat(60_000)}`],
    ['of many thousand', 'X: a\r\n'.repeat(30_000)],
    ['that is one long list', `Cc: ${'a@b.example,'.repeat(20_000)}\r\n`],
  ])('is unknown at once where no time would be enough for its header fields: %s', async (_name, fields) => {
    const start = performance.now();
    expect(await judge(letter(fields), own)).toBe('fail');
    expect(performance.now() - start).toBeLessThan(1000);
  });

  test('is confirmed of a mail to a thousand people', async () => {
    expect(await judge(letter(`To: ${Array.from({ length: 1000 }, (_, place) => `customer-number-${place}@shop.example`).join(',\r\n ')}\r\n`), own)).toBe('pass');
  });

  test('is known though a line of its text has no end', async () => {
    const start = performance.now();
    expect(await judge(Buffer.concat([Buffer.from('DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=bank.example; s=key; h=from; bh=AAAA; b=AAAA\r\n'), Buffer.from(letter()), Buffer.alloc(20_000_000, 'x ')]), own)).toBe('pass');
    expect(performance.now() - start).toBeLessThan(2000);
  });

  test('is confirmed where its domain lets this machine send', async () => {
    expect(await judge(letter(), own)).toBe('pass');
  });

  test('is not where it does not, whatever the mail itself says about that', async () => {
    expect(await judge(letter(), stranger)).toBe('fail');
    expect(await judge(letter('Authentication-Results: otklik; spf=pass; dkim=pass; dmarc=pass header.from=bank.example\r\n'), stranger)).toBe('fail');
  });

  test('is confirmed by a signature whichever way the mail took, also out of a mailbox', async () => {
    const mail = await signed();
    expect([await judge(mail, stranger), await judge(mail, null)]).toEqual(['pass', 'pass']);
    expect(await judge(mail.toString('latin1').replace('Your account', 'Your new account'), stranger)).toBe('fail');
  });

  test('is not known where the domain says nothing, or nobody can tell who handed the mail over', async () => {
    expect(await judge('From: a@silent.example\r\n\r\nx', stranger, 'a@silent.example')).toBe('none');
    asked.length = 0;
    expect([await judge(letter(), near), await judge(letter(), null), asked]).toEqual(['none', 'none', []]);
  });

  test('is not confirmed for a second From beside the one that is judged, nor under a heap of signatures', async () => {
    expect(await judge(`From: a@evil.example\r\n${letter()}`, own, 'a@evil.example')).not.toBe('pass');
    expect(await judge(letter('DKIM-Signature: v=1\r\n'.repeat(6)), own)).toBe('fail');
  });
});
