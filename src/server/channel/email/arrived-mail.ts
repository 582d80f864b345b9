import type { SenderVerdict } from '#domain/conversation/recipients';
import type { MailChannel } from '#db/central/mail';
import type { Writer } from '#db/central/open';
import type { ReadMail } from './read-mail';

/** What is known of a mail, be it from reading it or from its header fields alone. */
export type Understood = Omit<ReadMail, 'isWhole'>;

/** A mail for one of its channels. */
export type Arrived = {
  readonly channel: MailChannel;
  /** What stood behind the plus of the addresses. */
  readonly tags: readonly string[];
  readonly mail: Understood;
  readonly raw: Uint8Array;
  readonly verdict: SenderVerdict;
  readonly key: string;
  /** Notes in the transaction of the message how far its mailbox is read. */
  readonly reached?: (tx: Writer) => Promise<void>;
};
