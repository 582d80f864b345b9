import { SMTPServer } from 'smtp-server';
import PostalMime from 'postal-mime';
import type { RelayAddress } from '../../channel/email/mail-relay';

/** A mail that reached a simulated customer. */
export type Letter = {
  readonly to: string;
  /** Where an answer goes. */
  readonly replyTo: string;
  readonly subject: string;
  readonly messageId: string;
  readonly references: string;
};

export type Mailbox = {
  readonly relay: RelayAddress;
  /** One reader at a time. */
  readonly onLetter: (read: (letter: Letter) => void) => void;
  readonly stop: () => Promise<void>;
};

/** Bytes of one answer; agents send no films. */
const largestLetter = 5 * 1024 * 1024;

/** The mail server of all simulated customers, on this machine only: takes mail for their domain and for no other. */
export async function openMailbox(domains: readonly string[]): Promise<Mailbox> {
  let read: (letter: Letter) => void = () => undefined;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: largestLetter,
    logger: false,
    onRcptTo: ({ address }, _session, answer) => {
      const known = domains.some((domain) => address.toLowerCase().endsWith(`@${domain}`));
      answer(known ? null : Object.assign(new Error('no such mailbox'), { responseCode: 550 }));
    },
    onData: (stream, { envelope }, answer) => {
      const pieces: Buffer[] = [];
      // A sender that breaks off in the middle has sent nothing, and will come again.
      stream.on('error', () => pieces.splice(0));
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        letterOf(Buffer.concat(pieces), envelope.rcptTo[0]?.address ?? '').then(
          (letter) => {
            answer(null);
            read(letter);
          },
          () => answer(Object.assign(new Error('unreadable'), { responseCode: 554 })),
        );
      });
    },
  });
  server.on('error', () => undefined);
  const port = await new Promise<number>((resolve, reject) => {
    const listener = server.listen(0, '127.0.0.1', () => {
      const place = listener.address();
      resolve(typeof place === 'object' && place !== null ? place.port : 0);
    });
    listener.once('error', reject);
  });
  return {
    relay: { host: '127.0.0.1', port },
    onLetter: (reader) => {
      read = reader;
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function letterOf(raw: Buffer, to: string): Promise<Letter> {
  const mail = await PostalMime.parse(raw);
  return {
    to: to.toLowerCase(),
    replyTo: mail.replyTo?.[0]?.address ?? mail.from?.address ?? '',
    subject: mail.subject ?? '',
    messageId: mail.messageId ?? '',
    references: mail.references ?? '',
  };
}
