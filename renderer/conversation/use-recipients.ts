import { answerAll, checkRecipients, withoutTag, type Recipients } from '#domain/conversation/recipients';
import type { ConversationId } from '#kernel/id';
import { create } from 'zustand';
import { useDirectory } from '../kit/directory';
import { useLive } from '../kit/live';
import { useText } from '../text/TextProvider';
import type { Opened } from './opened';
import { eachOnce, typedAddress } from './typed-address';

/** Whom a person named for their answers, while the window stands: an answer that nobody was named for goes to the customer alone. */
const useNamed = create<{ readonly named: ReadonlyMap<ConversationId, Recipients> }>(() => ({ named: new Map() }));

export type Naming = {
  /** Where an answer goes for which nobody is named, as far as this copy knows. */
  readonly customer: string | null;
  /** Null: nobody is named. */
  readonly named: Recipients | null;
  /** To whom an answer to all goes; null where that is the customer alone. */
  readonly all: Recipients | null;
  readonly name: (recipients: Recipients | null) => void;
  /** Why an answer cannot go to these. */
  readonly problem: string | null;
  /** The customer's addresses, and whom their mails named. */
  readonly suggestions: readonly string[];
};

export function useRecipients({ conversation, messages }: Opened): Naming {
  const { say } = useText();
  const { channels } = useDirectory();
  const card = useLive('customer', { customer: conversation.customer });
  const named = useNamed((state) => state.named.get(conversation.id)) ?? null;
  const ours = new Set(channels.map(({ address }) => address));
  const own = (card?.identities ?? []).flatMap(({ kind, value }) => (kind === 'email' ? [value.replace(/^\[(.*)\]$/, '$1')] : []));
  const mails = messages.flatMap(({ row: { part } }) => (part.kind === 'inbound' && part.names !== undefined ? [part.names] : []));
  const last = mails.at(-1);
  const all = last === undefined ? null : answerAll(last, ours);
  const seen = [...own, ...mails.flatMap(({ from, to, cc }) => [from, ...to, ...cc])].map(typedAddress);
  return {
    customer: last?.from ?? own[0] ?? null,
    named,
    all: all !== null && all.to.length + all.cc.length > 1 ? all : null,
    name: (recipients) => name(conversation.id, recipients),
    problem: named === null ? null : problemOf(named),
    suggestions: [...new Set(seen)].filter((address) => !ours.has(withoutTag(address))),
  };

  function problemOf(recipients: Recipients): string | null {
    const { to, cc, bcc } = recipients;
    const us = [...to, ...cc, ...bcc].find((address) => ours.has(withoutTag(address)));
    if (us !== undefined) return say('recipients.ours', { address: us });
    const checked = checkRecipients(recipients);
    return checked.ok ? null : say(`failure.${checked.code}`);
  }
}

function name(conversation: ConversationId, recipients: Recipients | null): void {
  useNamed.setState(({ named }) => {
    const next = new Map(named);
    if (recipients === null) next.delete(conversation);
    else next.set(conversation, eachOnce(recipients));
    return { named: next };
  });
}
