import type { DraftMail } from '#contract/draft-mail';
import type { MessageRow } from '#domain/conversation/message';
import { answerAll, checkRecipients, withoutTag, type Recipients } from '#domain/conversation/recipients';
import type { MessageId } from '#kernel/id';
import { useDirectory } from '../kit/directory';
import { useLive } from '../kit/live';
import { useText } from '../text/TextProvider';
import { callComposer } from './conversation-store';
import type { Opened } from './opened';
import { eachOnce, typedAddress } from './typed-address';

/** `forwards`: the message that goes along to them. */
export type Named = { readonly recipients: Recipients; readonly forwards: MessageId | null };

export type Naming = {
  /** What the customer wrote last. */
  readonly answered: MessageRow | null;
  /** Where an answer goes for which nobody is named, as far as this copy knows. */
  readonly customer: string | null;
  /** Null: nobody is named. */
  readonly named: Named | null;
  /** To whom an answer to all goes; null where that is the customer alone. */
  readonly all: Recipients | null;
  readonly name: (named: Named | null) => void;
  /** Why it cannot go to these. */
  readonly problem: string | null;
  /** The customer's addresses, and whom their mails named. */
  readonly suggestions: readonly string[];
};

/** To whom a mail goes that is being written. An answer that nobody was named for goes to the customer alone. */
export function useRecipients({ conversation, messages }: Opened, mail: DraftMail, change: (mail: DraftMail) => void): Naming {
  const { ours, problemOf } = useOurs();
  const card = useLive('customer', { customer: conversation.customer });
  const named = mail.recipients === null ? null : { recipients: mail.recipients, forwards: mail.forwards };
  const own = (card?.identities ?? []).flatMap(({ kind, value }) => (kind === 'email' ? [value.replace(/^\[(.*)\]$/, '$1')] : []));
  const mails = messages.flatMap(({ row: { part } }) => (part.kind === 'inbound' && part.names !== undefined ? [part.names] : []));
  const last = mails.at(-1);
  const all = last === undefined ? null : answerAll(last, ours);
  const seen = [...own, ...mails.flatMap(({ from, to, cc }) => [from, ...to, ...cc])].map(typedAddress);
  return {
    answered: messages.findLast(({ row }) => row.part.kind === 'inbound')?.row ?? null,
    customer: last?.from ?? own[0] ?? null,
    named,
    all: all !== null && all.to.length + all.cc.length > 1 ? all : null,
    name: (next) => change({ ...mail, recipients: next && eachOnce(next.recipients), forwards: next?.forwards ?? null }),
    problem: named === null ? null : problemOf(named.recipients),
    suggestions: [...new Set(seen)].filter((address) => !ours.has(withoutTag(address))),
  };
}

/** The company's own addresses, which nothing of ours may go to, and why a mail cannot go to somebody. */
export function useOurs(): { readonly ours: ReadonlySet<string>; readonly problemOf: (recipients: Recipients) => string | null } {
  const { say } = useText();
  const { channels } = useDirectory();
  const ours = new Set(channels.map(({ address }) => address));
  const problemOf = (recipients: Recipients): string | null => {
    const { to, cc, bcc } = recipients;
    const us = [...to, ...cc, ...bcc].find((address) => ours.has(withoutTag(address)));
    if (us !== undefined) return say('recipients.ours', { address: us });
    const checked = checkRecipients(recipients);
    return checked.ok ? null : say(`failure.${checked.code}`);
  };
  return { ours, problemOf };
}

/** Brings the cursor to where the person says to whom a message goes along. */
export function forward(forwards: MessageId): void {
  callComposer('reply', forwards);
  // The composer takes the cursor into the text first, also where its field has yet to appear.
  requestAnimationFrame(() => requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-recipients] input')?.focus()));
}
