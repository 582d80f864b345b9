import { noteMailboxState, type Cursor, type Mailbox, type MailboxState } from '#db/central/mailboxes';
import { second, type Duration } from '#kernel/instant';
import type { ImapFlow } from 'imapflow';
import type { Running } from '../../connector';
import type { MailboxCredentials } from './credentials';
import { imapFailure, isSignInRefused, openImap } from './imap';
import { syncMailbox, type FoundMail, type MailboxWork } from './sync-mailbox';

export type Watching = {
  readonly db: MailboxWork['db'];
  readonly credentials: MailboxCredentials;
  readonly takeIn: (mailbox: Mailbox, ...found: Parameters<MailboxWork['takeIn']>) => Promise<void>;
  readonly report: (event: 'mailbox.lost' | 'mailbox.failed', error: unknown) => void;
  /** Between two attempts to connect; the last repeats. */
  readonly pauses: readonly Duration[];
};

export const patientPauses: readonly Duration[] = [second, 2 * second, 5 * second, 15 * second, 30 * second, 60 * second];

/** Stays with one mailbox: catches up, listens, and comes again after whatever breaks. */
export function watchMailbox(office: Watching, mailbox: Mailbox): Running {
  const watch = new Watch(office, mailbox);
  const running = watch.run();
  return {
    stop: async () => {
      watch.stop();
      await running;
    },
  };
}

class Watch {
  private readonly office: Watching;
  private readonly mailbox: Mailbox;
  private cursor: Cursor | null;
  private client: ImapFlow | null = null;
  private stopped = false;
  private tries = 0;
  private rouse: () => void = () => undefined;

  constructor(office: Watching, mailbox: Mailbox) {
    this.office = office;
    this.mailbox = mailbox;
    this.cursor = mailbox.validity === null ? null : { validity: mailbox.validity, uid: mailbox.uid };
  }

  stop(): void {
    this.stopped = true;
    this.client?.close();
    this.rouse();
  }

  async run(): Promise<void> {
    while (!this.isStopped()) {
      await this.stay().catch((error: unknown) => this.lost(error));
      this.client?.close();
      this.client = null;
      const { pauses } = this.office;
      await this.sleep(pauses[Math.min(this.tries, pauses.length - 1)] ?? second);
      this.tries += 1;
    }
  }

  /** A method, since it changes while others are waited for. */
  private isStopped(): boolean {
    return this.stopped;
  }

  private async lost(error: unknown): Promise<void> {
    if (this.isStopped()) return;
    this.office.report('mailbox.lost', error);
    if (this.client === null) await this.note(imapFailure(error));
  }

  /** Until the connection ends. Each turn takes in what is there and then listens: what comes in between ends the listening at once. */
  private async stay(): Promise<void> {
    const client = await this.office.credentials.signedIn(this.mailbox, (credential) => openImap(this.mailbox.settings.receive, credential), isSignInRefused);
    this.client = client;
    if (this.isStopped()) return;
    await client.mailboxOpen('INBOX', { readOnly: true });
    let isNews = false;
    client.on('exists', () => {
      isNews = true;
      void client.noop().catch(() => undefined);
    });
    for (;;) {
      isNews = false;
      this.cursor = await syncMailbox(client, this.mailbox, { work: this.work(), from: this.cursor });
      await this.note('connected');
      this.tries = 0;
      if (this.isStopped()) return;
      if (!client.usable) throw new Error('the connection ended');
      if (!isNews) await client.idle();
    }
  }

  private work(): MailboxWork {
    return { db: this.office.db, takeIn: (found: FoundMail, reached) => this.office.takeIn(this.mailbox, found, reached) };
  }

  private note(state: MailboxState): Promise<void> {
    return noteMailboxState(this.office.db, this.mailbox, { state, at: Date.now() }).catch((error: unknown) => this.office.report('mailbox.failed', error));
  }

  private sleep(pause: Duration): Promise<void> {
    if (this.stopped) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, pause);
      this.rouse = (): void => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
