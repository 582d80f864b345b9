import { second } from '#kernel/instant';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Running } from '../connector';
import { mailAddress, splitPlus, type MailAddress } from './mail-address';
import { largestMail } from './mail-limits';
import type { Peer } from './sender-verdict';

/** One mail at the door, before anybody has looked inside. */
export type DeliveredMail = { readonly peer: Peer; readonly sender: MailAddress | null; readonly recipients: readonly MailAddress[]; readonly raw: Uint8Array };

export type SmtpDoorOptions = {
  readonly host: string;
  readonly port: number;
  /** Whether mails for this address (without its plus-tag) belong to us; anything else is not relayed. */
  readonly isOurs: (address: MailAddress) => Promise<boolean>;
  /** Resolves after COMMIT; only then the sender hears 250. */
  readonly takeIn: (mail: DeliveredMail) => Promise<Accepted>;
  readonly report: (event: 'mail.refused' | 'mail.failed', error: unknown) => void;
};

/** `noSender`: nobody could be answered, and the sender is told so for good. */
export type Accepted = 'accepted' | 'noSender';

const mostClients = 100;
const mostRecipients = 20;

/** Bytes of mails that stand in memory at once, over all clients; above it senders are asked to come again. */
const mostBytes = 200 * 1024 * 1024;

/** The server's side of SMTP: takes mails for its channels from anybody, relays for nobody, knows no sign-in. */
export async function openSmtpDoor(options: SmtpDoorOptions): Promise<Running & { readonly port: number }> {
  const budget = { bytes: 0 };
  const server = new SMTPServer({
    banner: 'Otklik',
    size: largestMail,
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    maxClients: mostClients,
    socketTimeout: 60 * second,
    closeTimeout: 3 * second,
    logger: false,
    onMailFrom: (address, _session, done) => done(address.address === '' || mailAddress(address.address) !== null ? null : reply(553, 'sender address refused')),
    onRcptTo: (address, session, done) => void answer(options, recipientProblem(options, address.address, session), done),
    onData: (stream, session, done) => void answer(options, receive(options, budget, { stream, session }), done),
  });
  // A client that breaks off is no failure of the door.
  server.on('error', (error: unknown) => options.report('mail.refused', error));
  const port = await listening(server, options);
  return { port, stop: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** A failure of ours is never the sender's: it is asked to come again. */
async function answer({ report }: SmtpDoorOptions, work: Promise<Error | null>, done: (problem: Error | null) => void): Promise<void> {
  const problem = await work.catch((error: unknown) => {
    report('mail.failed', error);
    return reply(451, 'try again later');
  });
  done(problem);
}

function listening(server: SMTPServer, { host, port }: SmtpDoorOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    const listener = server.listen(port, host, () => {
      const place = listener.address();
      resolve(typeof place === 'object' && place !== null ? place.port : port);
    });
    listener.once('error', reject);
  });
}

async function recipientProblem(options: SmtpDoorOptions, text: string, session: SMTPServerSession): Promise<Error | null> {
  const address = mailAddress(text);
  if (address === null) return reply(553, 'recipient address refused');
  if (session.envelope.rcptTo.length >= mostRecipients) return reply(452, 'too many recipients');
  return (await options.isOurs(splitPlus(address).base)) ? null : reply(550, 'no such recipient here');
}

type Arriving = { readonly stream: SMTPServerDataStream; readonly session: SMTPServerSession };

async function receive(options: SmtpDoorOptions, budget: { bytes: number }, { stream, session }: Arriving): Promise<Error | null> {
  const pieces = new Pieces(budget);
  try {
    for await (const piece of stream) pieces.add(piece);
    if (stream.sizeExceeded) return reply(552, 'message too large');
    if (pieces.isOverBudget) return reply(451, 'busy, try again later');
    const { mailFrom, rcptTo } = session.envelope;
    const accepted = await options.takeIn({
      peer: { address: session.remoteAddress, helo: session.hostNameAppearsAs },
      sender: mailFrom === false ? null : mailAddress(mailFrom.address),
      recipients: rcptTo.flatMap(({ address }) => mailAddress(address) ?? []),
      raw: pieces.whole(),
    });
    return accepted === 'accepted' ? null : reply(554, 'no usable sender address');
  } finally {
    pieces.release();
  }
}

/** The bytes of one mail, counted against what all mails together may hold. What is too much is read and thrown away. */
class Pieces {
  isOverBudget = false;
  private readonly budget: { bytes: number };
  private pieces: Buffer[] = [];
  private bytes = 0;

  constructor(budget: { bytes: number }) {
    this.budget = budget;
  }

  add(piece: unknown): void {
    if (!Buffer.isBuffer(piece) || this.isOverBudget) return;
    this.isOverBudget = this.bytes + piece.length > largestMail || this.budget.bytes + piece.length > mostBytes;
    if (this.isOverBudget) return this.release();
    this.pieces.push(piece);
    this.bytes += piece.length;
    this.budget.bytes += piece.length;
  }

  whole(): Uint8Array {
    return Buffer.concat(this.pieces);
  }

  release(): void {
    this.budget.bytes -= this.bytes;
    this.pieces = [];
    this.bytes = 0;
  }
}

function reply(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}
