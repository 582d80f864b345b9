import { automaticAnswerOf, beginAutomaticMail, claimAutomaticMails, keepAutomaticMail, mayAnswerAutomatically, queueAutomaticMail, removeAutomaticMail, type ClaimedMail } from '#db/central/automatic-answers';
import { mailChannelAt, mailChannelOf } from '#db/central/mail';
import type { Reader, Writer } from '#db/central/open';
import { day, minute, second, type Duration, type Instant } from '#kernel/instant';
import { WorkLoop } from '../../work-loop';
import type { Begin, Meeting, SendResult, TakenIn } from '../connector';
import type { Arrived } from './arrived-mail';
import { mailAddress, splitPlus, type MailAddress } from './mail-address';
import { writtenMail, type OutgoingMail } from './outgoing-mail';
import type { ReplyTokens } from './reply-tokens';

/** Addresses behind which nobody reads. */
const unread = /^(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?|abuse)(?:[+-].*)?@/;

/**
 * What is said by itself to a mail, be it by its owner who is away or by the channel; null for nothing. Only a person's mail is answered, no forged sender's, nobody twice
 * within a day, whatever stands behind the plus of their address, and no other channel of ours: two programs that thank each other would never end (RFC 3834).
 */
export async function automaticAnswer(tx: Writer, { channel, mail, verdict }: Arrived, { author, away, now }: Meeting & { readonly author: MailAddress }): Promise<string | null> {
  if (mail.nature !== 'personal' || verdict === 'fail' || unread.test(author)) return null;
  const own = away?.text ?? '';
  const text = own === '' ? await automaticAnswerOf(tx, { tenant: channel.tenant, channel: channel.id }) : own;
  if (text === null || (await mailChannelAt(tx, author)) !== null) return null;
  return (await mayAnswerAutomatically(tx, { tenant: channel.tenant, address: splitPlus(author).base }, { now, within: day })) ? text : null;
}

/** In the transaction that stores the mail. */
export async function queueAnswer(tx: Writer, { channel, mail }: Arrived, to: Pick<TakenIn, 'conversation'> & { readonly author: MailAddress; readonly text: string; readonly now: Instant }): Promise<void> {
  const { text } = to;
  const { messageId: answers, references, subject } = mail;
  await queueAutomaticMail(tx, { tenant: channel.tenant, channel: channel.id, conversation: to.conversation, address: to.author, subject, text, answers, references: [...references], at: to.now });
}

export type AutomaticSending = {
  readonly db: Reader;
  readonly tokens: ReplyTokens;
  readonly send: (from: ClaimedMail, mail: OutgoingMail, begin: Begin) => Promise<SendResult>;
  readonly failed: (error: unknown) => void;
};

/** Half an hour after the mail nobody wants to read that it was received. */
const mostAttempts = 6;
const again: Duration = 5 * minute;

/** Sends what `queueAnswer` queued; any number of processes may run one. */
export function startAutomaticAnswers(office: AutomaticSending): WorkLoop {
  return new WorkLoop(async () => {
    const claimed = await claimAutomaticMails(office.db, 8, again);
    await Promise.all(claimed.map((mail) => leave(office, mail)));
    return claimed.length > 0 ? 0 : second;
  }, office.failed);
}

/** What may have arrived is let go: nobody misses an automatic mail, and everybody sees two. */
async function leave(office: AutomaticSending, claimed: ClaimedMail): Promise<void> {
  const channel = claimed.begun ? null : await mailChannelOf(office.db, claimed);
  const mail = channel && composed(office.tokens, channel, claimed);
  const result = mail === null ? null : await office.send(claimed, mail, () => beginAutomaticMail(office.db, claimed)).catch((error: unknown) => broken(office, error));
  const isLast = claimed.attempt >= mostAttempts;
  if (result === 'broken' && !isLast) return;
  if (result !== 'broken' && result?.outcome === 'retry' && !isLast) await keepAutomaticMail(office.db, claimed);
  else await removeAutomaticMail(office.db, claimed.id);
}

/** Whether it had begun by then stands in its row, and it is due again. */
function broken({ failed }: AutomaticSending, error: unknown): 'broken' {
  failed(error);
  return 'broken';
}

function composed(tokens: ReplyTokens, channel: { readonly name: string; readonly address: string }, { id, answers, references, address, ...mail }: ClaimedMail): OutgoingMail | null {
  const to = mailAddress(address);
  return to && writtenMail({ ...mail, channel, to: [to], cc: [], bcc: [], localId: `automatic-${id}-${mail.at}`, attachments: [], isAutomatic: true, mark: 'Re' }, { answered: { messageId: answers, references, sender: to }, tokens });
}
