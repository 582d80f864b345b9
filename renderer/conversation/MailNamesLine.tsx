import type { MessagePart } from '#domain/conversation/message';
import { withoutTag } from '#domain/conversation/recipients';
import { useState } from 'react';
import { useDirectory } from '../kit/directory';
import { useText } from '../text/TextProvider';
import classes from './Recipients.module.css';

/** Whom a mail names besides its author and us, on one line that opens. Nothing where it names nobody. */
export function MailNamesLine({ part }: { readonly part: MessagePart }) {
  const { say } = useText();
  const { channels } = useDirectory();
  const [whole, setWhole] = useState(false);
  const { to, cc, bcc, more } = namesOf(part, new Set(channels.map(({ address }) => address)));
  const named = [
    ...(part.kind === 'outbound' && part.forwards !== undefined ? [say('message.names.forwarded')] : []),
    ...(to.length > 0 ? [say('message.names.to', { addresses: to.join(', ') })] : []),
    ...(cc.length > 0 ? [say('message.names.cc', { addresses: cc.join(', ') })] : []),
    ...(bcc.length > 0 ? [say('message.names.bcc', { addresses: bcc.join(', ') })] : []),
    ...(more > 0 ? [say('message.names.more', { n: more })] : []),
  ];
  if (named.length === 0) return null;
  return (
    <button type="button" className={classes['shown']} aria-expanded={whole} onClick={() => setWhole(!whole)}>
      {named.join(' · ')}
    </button>
  );
}

type Shown = { readonly to: readonly string[]; readonly cc: readonly string[]; readonly bcc: readonly string[]; readonly more: number };

function namesOf(part: MessagePart, ours: ReadonlySet<string>): Shown {
  if (part.kind === 'outbound' && part.recipients !== undefined) return { ...part.recipients, more: 0 };
  const names = part.kind === 'inbound' ? part.names : undefined;
  const others = (all: readonly string[] = []): readonly string[] => all.filter((address) => !ours.has(withoutTag(address)));
  return { to: others(names?.to), cc: others(names?.cc), bcc: [], more: names?.more ?? 0 };
}
