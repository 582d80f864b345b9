import { encodeAs } from '../../support/cyrillic-bytes';

export const anna = { name: 'Анна Петрова', email: 'anna@mail.example' } as const;
export const letterSubject = 'Где моя посылка №1051?';
export const attachmentName = 'чек заказа.txt';
export const attachmentText = 'Заказ 1051, оплачен 14 ноября';

/** A mail as an old Russian client writes it: windows-1251 in the subject and the body, an attachment, and a script in its HTML. */
export function hostileLetter(): Buffer {
  const html = `<p>Здравствуйте! Посылка <b>не пришла</b>.</p><script>top.location='http://evil.example/'; window.stolen = true</script><img src="http://tracker.example/pixel.gif" onerror="window.stolen = true"><a href="javascript:window.stolen=true">отследить</a>`;
  const lines = [
    `From: ${encodedWord(anna.name)} <${anna.email}>`,
    'To: support@shop.example',
    `Subject: ${encodedWord(letterSubject)}`,
    'Message-ID: <order-1051@mail.example>',
    'Date: Fri, 20 Nov 2026 10:00:00 +0300',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="outer"',
    '',
    '--outer',
    'Content-Type: text/html; charset=windows-1251',
    'Content-Transfer-Encoding: base64',
    '',
    encodeAs('windows-1251', html).toString('base64').replace(/.{76}/g, '$&\r\n'),
    '--outer',
    `Content-Type: text/plain; charset=utf-8; name="${encodedWord(attachmentName)}"`,
    `Content-Disposition: attachment; filename="${encodedWord(attachmentName)}"`,
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(attachmentText).toString('base64'),
    '--outer--',
  ];
  return Buffer.from(lines.join('\r\n'), 'latin1');
}

/** A short plain mail; `number` makes it one of its own. */
export function shortLetter(number: number, text: string): Buffer {
  const lines = [
    `From: ${anna.email}`,
    'To: support@shop.example',
    `Subject: =?utf-8?B?${Buffer.from(`Вопрос ${number}`).toString('base64')}?=`,
    `Message-ID: <letter-${number}@mail.example>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(text).toString('base64'),
  ];
  return Buffer.from(lines.join('\r\n'));
}

function encodedWord(text: string): string {
  return `=?windows-1251?B?${encodeAs('windows-1251', text).toString('base64')}?=`;
}

/** A mail that is nothing but HTML. */
export function htmlLetter(subject: string, html: string): Buffer {
  const lines = [
    `From: ${anna.email}`,
    'To: support@shop.example',
    `Subject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=`,
    `Message-ID: <${Buffer.from(subject).toString('hex')}@mail.example>`,
    'MIME-Version: 1.0',
    'Content-Type: text/html; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(html).toString('base64').replace(/.{76}/g, '$&\r\n'),
  ];
  return Buffer.from(lines.join('\r\n'));
}
