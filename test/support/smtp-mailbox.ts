import { freePort } from '#db/central/free-port';
import { buffer } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerEnvelope } from 'smtp-server';
import PostalMime, { type Email } from 'postal-mime';

export type ReceivedMail = { readonly from: string; readonly to: readonly string[]; readonly raw: Buffer; readonly mail: Email };

/** How the mailbox answers a mail: takes it, answers with a code, takes it and breaks off before saying so, or breaks off in the middle of it. */
export type MailboxManner = 'take' | { readonly refuse: number; readonly at: 'recipient' | 'data' } | 'takeAndVanish' | 'vanish';

export type SmtpMailbox = {
  readonly port: number;
  readonly mails: ReceivedMail[];
  /** How the next mails are met, one after another; then all are taken. */
  readonly next: (...manners: readonly MailboxManner[]) => void;
  /** Resolves when this many mails have come. */
  readonly received: (count: number) => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** A mail server of customers: takes everything that reaches it and shows it. What a sender that is killed breaks off in the middle never came. */
export async function openSmtpMailbox(port?: number): Promise<SmtpMailbox> {
  return mailboxAt(port ?? (await freePort()));
}

async function mailboxAt(port: number): Promise<SmtpMailbox> {
  const mails: ReceivedMail[] = [];
  const manners: MailboxManner[] = [];
  const watchers = new Set<() => void>();
  const current = new WeakMap<object, MailboxManner>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 100,
    onRcptTo: (_address, session, done) => {
      const manner = manners.shift() ?? 'take';
      current.set(session, manner);
      done(typeof manner === 'object' && manner.at === 'recipient' ? coded(manner.refuse) : null);
    },
    onData: (stream, session, done) => {
      const manner = current.get(session) ?? 'take';
      const vanish = (): void => [...server.connections].find((one) => one.session === session)?.close();
      if (manner === 'vanish') return void stream.once('data', vanish);
      const answer = async (): Promise<void> => {
        const raw = await buffer(stream).catch(() => null);
        if (raw === null || typeof manner === 'object') return done(coded(typeof manner === 'object' ? manner.refuse : 451));
        mails.push(await received(session.envelope, raw));
        for (const watch of watchers) watch();
        return manner === 'take' ? done() : vanish();
      };
      void answer();
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()));
  return {
    port,
    mails,
    next: (...more) => manners.push(...more),
    received: (count) =>
      new Promise((resolve) => {
        const watch = (): void => {
          if (mails.length < count) return;
          watchers.delete(watch);
          resolve();
        };
        watchers.add(watch);
        watch();
      }),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function received({ mailFrom, rcptTo }: SMTPServerEnvelope, raw: Buffer): Promise<ReceivedMail> {
  return { from: mailFrom === false ? '' : mailFrom.address, to: rcptTo.map(({ address }) => address), raw, mail: await PostalMime.parse(raw) };
}

function coded(responseCode: number): Error {
  return Object.assign(new Error('as the test wants'), { responseCode });
}
