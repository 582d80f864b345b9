import { readMail } from '#server/channel/email/read-mail';
import { describe, expect, test } from 'vitest';
import { encodeAs } from '../../support/cyrillic-bytes';

const sender = 'From: <ivan@customer.example>\r\nTo: support@shop.example\r\n';

function mail(head: string | readonly (string | Buffer)[], body: string | Buffer = 'text'): Buffer {
  const pieces = typeof head === 'string' ? [head] : head;
  return Buffer.concat([sender, ...pieces, '\r\n', body].map((piece) => Buffer.from(piece)));
}

function quoted(bytes: Buffer): string {
  return [...bytes].map((byte) => (byte === 0x20 ? '_' : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`)).join('');
}

function percent(bytes: Buffer): string {
  return [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
}

describe('a mail in an old charset is read as it was written', () => {
  test('koi8-r in the name, the subject and the body', async () => {
    const raw = Buffer.concat([
      Buffer.from(`From: =?koi8-r?B?${encodeAs('koi8-r', 'Иван').toString('base64')}?= <ivan@customer.example>\r\n`),
      Buffer.from(`Subject: =?koi8-r?B?${encodeAs('koi8-r', 'Не работает вход').toString('base64')}?=\r\n`),
      Buffer.from('MIME-Version: 1.0\r\nContent-Type: text/plain; charset=koi8-r\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'),
      encodeAs('koi8-r', 'Помогите, пожалуйста'),
    ]);
    expect(await readMail(raw)).toMatchObject({ from: { name: 'Иван' }, subject: 'Не работает вход', text: 'Помогите, пожалуйста' });
  });

  test('windows-1251 as quoted-printable', async () => {
    const raw = mail(
      `Subject: =?windows-1251?Q?${quoted(encodeAs('windows-1251', 'Возврат товара'))}?=\r\nContent-Type: text/plain; charset="windows-1251"\r\nContent-Transfer-Encoding: quoted-printable\r\n`,
      quoted(encodeAs('windows-1251', 'Хочу_вернуть')),
    );
    expect(await readMail(raw)).toMatchObject({ subject: 'Возврат товара', text: 'Хочу_вернуть' });
  });

  test('a raw 8-bit subject in the charset of the body', async () => {
    const raw = mail(
      ['Subject: ', encodeAs('windows-1251', 'Срочно позвоните'), '\r\nContent-Type: text/plain; charset=windows-1251\r\n'],
      encodeAs('windows-1251', 'Жду'),
    );
    expect(await readMail(raw)).toMatchObject({ subject: 'Срочно позвоните', text: 'Жду' });
  });

  test.each(['windows-1251', 'koi8-r', 'ibm866'] as const)('a raw 8-bit %s subject with no charset anywhere', async (charset) => {
    const raw = mail(['Subject: ', encodeAs(charset, 'Оплата не прошла'), '\r\n']);
    expect((await readMail(raw)).subject).toBe('Оплата не прошла');
  });

  test('UTF-8 encoded words that split a letter', async () => {
    const bytes = Buffer.from('Проверка связи');
    const raw = mail(`Subject: =?UTF-8?B?${bytes.subarray(0, 7).toString('base64')}?=\r\n =?UTF-8?B?${bytes.subarray(7).toString('base64')}?=\r\n`);
    expect((await readMail(raw)).subject).toBe('Проверка связи');
  });

  test('a raw UTF-8 subject', async () => {
    expect((await readMail(mail('Subject: Где заказ?\r\n'))).subject).toBe('Где заказ?');
  });

  test('windows-1251 that calls itself UTF-8', async () => {
    const raw = mail('Subject: lie\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n', encodeAs('windows-1251', 'Сообщение о доставке'));
    expect((await readMail(raw)).text).toBe('Сообщение о доставке');
  });

  test('koi8-r HTML alone', async () => {
    const raw = mail('Content-Type: text/html; charset=koi8-r\r\n', Buffer.concat([Buffer.from('<p>'), encodeAs('koi8-r', 'Здравствуйте'), Buffer.from('</p><script>alert(1)</script>')]));
    expect(await readMail(raw)).toMatchObject({ text: 'Здравствуйте', html: '<p>Здравствуйте</p>' });
  });
});

describe('a file keeps its name', () => {
  const part = (fields: string): Buffer => mail(`Content-Type: application/octet-stream\r\n${fields}\r\nContent-Transfer-Encoding: base64\r\n`, 'AAEC\r\n');

  test('in RFC 2231 continuations in koi8-r', async () => {
    const raw = part(`Content-Disposition: attachment;\r\n filename*0*=koi8-r''${percent(encodeAs('koi8-r', 'Договор '))};\r\n filename*1*=${percent(encodeAs('koi8-r', 'поставки.doc'))}`);
    expect((await readMail(raw)).attachments).toMatchObject([{ name: 'Договор поставки.doc', type: 'application/octet-stream', bytes: Uint8Array.of(0, 1, 2) }]);
  });

  test('in an encoded word where RFC 2231 wants its own form', async () => {
    const raw = part(`Content-Disposition: attachment; filename="=?windows-1251?B?${encodeAs('windows-1251', 'Счёт.pdf').toString('base64')}?="`);
    expect((await readMail(raw)).attachments[0]?.name).toBe('Счёт.pdf');
  });

  test('in raw 8-bit windows-1251 in the header of its part', async () => {
    const raw = mail(
      'Content-Type: multipart/mixed; boundary=b\r\n',
      Buffer.concat([Buffer.from('--b\r\nContent-Type: application/msword;\r\n name="'), encodeAs('windows-1251', 'Договор поставки.doc'), Buffer.from('"\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\nAAEC\r\n--b--')]),
    );
    expect((await readMail(raw)).attachments).toMatchObject([{ name: 'Договор поставки.doc', bytes: Uint8Array.of(0, 1, 2) }]);
  });

  test('but no path, no line break and no turned text', async () => {
    const raw = part(`Content-Disposition: attachment; filename*=utf-8''..%2F..%2Fetc%2Fpass%0Awd%E2%80%AEgpj.exe`);
    expect((await readMail(raw)).attachments[0]?.name).toBe('pass wdgpj.exe');
  });
});

test('an answer right below a quotation in flowing text is no part of the quotation', async () => {
  const raw = mail('Content-Type: text/plain; charset=utf-8; format=flowed\r\n', '> Когда вам \r\n> удобно? \r\nВ пятницу \r\nвечером.\r\n\r\n-- \r\nАнна');
  expect((await readMail(raw)).text).toBe('> Когда вам удобно? \nВ пятницу вечером.\n\n-- \nАнна');
});

test('a mail whose From names nobody is from whom it asks to answer', async () => {
  const raw = Buffer.from('From: "Анна" <>\r\nReply-To: Анна Петрова <anna@customer.example>\r\n\r\ntext');
  expect((await readMail(raw)).from).toEqual({ address: 'anna@customer.example', name: 'Анна Петрова' });
});

test('subject and name are one line and bounded', async () => {
  const raw = mail(`Subject: =?utf-8?Q?a=0D=0ABcc:_evil=00=E2=80=AE?= ${'x'.repeat(3000)}\r\n`);
  const { subject } = await readMail(raw);
  expect([subject.startsWith('a Bcc: evil xxx'), subject.length, /\p{Cc}/u.test(subject)]).toEqual([true, 400, false]);
});

test('a mail knows what it answers: In-Reply-To first, then the newest reference', async () => {
  const read = await readMail(mail('Message-ID: <m@x>\r\nIn-Reply-To: <c@x>\r\nReferences: <a@x> <b@x>\r\n <c@x>\r\n'));
  expect([read.messageId, read.answers, read.references]).toEqual(['<m@x>', ['<c@x>', '<b@x>', '<a@x>'], ['<a@x>', '<b@x>', '<c@x>']]);
});

describe('the nature of a mail', () => {
  test.each([
    ['Auto-Submitted: auto-replied (vacation)', 'automatic'],
    ['Auto-Submitted: no', 'personal'],
    ['X-Autoreply: yes', 'automatic'],
    ['Precedence: auto_reply', 'automatic'],
    ['List-Id: <news.example>', 'list'],
    ['Precedence: bulk', 'list'],
    ['X-Mailer: any', 'personal'],
  ] as const)('%s is %s', async (field, nature) => {
    expect((await readMail(mail(`${field}\r\n`))).nature).toBe(nature);
  });

  test('a delivery status notification names the mail and the address that failed', async () => {
    const raw = mail(
      'Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n',
      [
        '--b\r\nContent-Type: text/plain\r\n\r\nfailed',
        '--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; Nobody@customer.example\r\nAction: failed\r\nStatus: 5.1.1',
        '--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <msg_1@shop.example>\r\nSubject: x\r\n\r\nx\r\n--b--',
      ].join('\r\n'),
    );
    expect(await readMail(raw)).toMatchObject({ nature: 'bounce', bounce: { original: '<msg_1@shop.example>', recipient: 'nobody@customer.example', isFinal: true } });
  });
});

test('a picture inside the mail points to its attachment, a picture of the network is held back', async () => {
  const raw = mail(
    'Content-Type: multipart/related; boundary=b\r\n',
    [
      '--b\r\nContent-Type: text/html\r\n\r\n<img src="cid:logo%40x" alt="logo"><img src="https://tracker.example/1.gif" width="1">',
      '--b\r\nContent-Type: image/png; name=logo.png\r\nContent-ID: <logo@x>\r\nContent-Transfer-Encoding: base64\r\n\r\nAAEC\r\n--b--',
    ].join('\r\n'),
  );
  const { html, attachments } = await readMail(raw);
  expect(html).toBe(`<img alt="logo" data-attachment="${attachments[0]?.id}" /><img width="1" data-held-src="https://tracker.example/1.gif" />`);
});

describe('whom a mail names', () => {
  test('is kept in its fields, each once, with our own address', async () => {
    const raw = Buffer.from('From: <ivan@customer.example>\r\nTo: Shop <support@shop.example>, Жена <Wife@home.example>, wife@home.example\r\nCc: family: son@home.example, dad@home.example;\r\n\r\ntext');
    expect((await readMail(raw)).named).toEqual({ to: ['support@shop.example', 'wife@home.example'], cc: ['son@home.example', 'dad@home.example'], more: 1 });
  });

  test('is nobody where the list is undisclosed', async () => {
    const raw = Buffer.from('From: <ivan@customer.example>\r\nTo: undisclosed-recipients:;\r\nCc:\r\n\r\ntext');
    expect((await readMail(raw)).named).toEqual({ to: [], cc: [], more: 0 });
  });

  test('is a few and a number where a list of thousands stands', async () => {
    const crowd = Array.from({ length: 9000 }, (_, place) => `a${place}@crowd.example`);
    const raw = Buffer.from(`From: <ivan@customer.example>\r\nTo: ${crowd.slice(0, 1000).join(',\r\n ')}\r\nCc: ${crowd.slice(1000).join(',\r\n ')}\r\n\r\ntext`);
    const { to, cc, more } = (await readMail(raw)).named;
    expect([to.length, cc.length, more]).toEqual([50, 50, 8900]);
  });
});
