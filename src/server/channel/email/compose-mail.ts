import MailComposer from 'nodemailer/lib/mail-composer';
import { endOfHeaders } from './header-charset';
import type { MailAddress } from './mail-address';
import type { OutgoingMail } from './outgoing-mail';

/** RFC 3834, and what programs that do not know it look for. */
const automatic = { 'Auto-Submitted': 'auto-replied', Precedence: 'auto_reply', 'X-Auto-Response-Suppress': 'All' };

/** The bytes of a mail: UTF-8, quoted-printable, text beside simple HTML; files in base64, their names encoded as RFC 2231 says. */
export async function composeMail(mail: OutgoingMail): Promise<Buffer> {
  const composer = new MailComposer({
    from: mail.from,
    to: mail.to.map(nameless),
    ...(mail.cc.length === 0 ? {} : { cc: mail.cc.map(nameless) }),
    replyTo: nameless(mail.replyTo),
    subject: mail.subject,
    messageId: mail.messageId,
    ...(mail.inReplyTo === null ? {} : { inReplyTo: mail.inReplyTo }),
    references: [...mail.references],
    date: mail.date,
    ...(mail.isAutomatic ? { headers: automatic } : {}),
    text: mail.text,
    html: mail.html,
    attachments: mail.attachments.map(({ name, type, bytes }) => ({ filename: name, contentType: type, content: bytes, contentDisposition: 'attachment', contentTransferEncoding: 'base64' })),
    textEncoding: 'quoted-printable',
    newline: '\r\n',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const bytes = await composer.compile().build();
  assertAsMeant(bytes, mail);
  return bytes;
}

function nameless(address: MailAddress): { readonly name: string; readonly address: string } {
  return { name: '', address };
}

/** Compares what was built with what was meant: each field that leads somewhere stands once and says exactly that. */
function assertAsMeant(bytes: Buffer, mail: OutgoingMail): void {
  const head = bytes.toString('latin1', 0, endOfHeaders(bytes)).replace(/\r\n[ \t]+/g, ' ');
  const values = (name: string): readonly string[] => [...head.matchAll(new RegExp(`^${name}: *(.*)$`, 'gim'))].map((found) => found[1]?.trim() ?? '');
  const isOnce = (name: string, value: string): boolean => values(name).join('\n') === value;
  const isAsMeant = isOnce('To', mail.to.join(', ')) && isOnce('Cc', mail.cc.join(', ')) && isOnce('Bcc', '') && isOnce('Message-ID', mail.messageId);
  if (!isAsMeant) throw new Error('a mail was built other than meant');
}
