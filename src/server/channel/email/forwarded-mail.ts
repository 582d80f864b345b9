import type { Outbound } from '../connector';
import type { ServerText } from '../text/text';

/** What stands below a text when somebody else's words go along: who wrote them, when, and what. */
export function forwardedWords({ forwarded, subject }: Outbound, words: ServerText): string | null {
  if (forwarded === null) return null;
  const when = `${new Date(forwarded.at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const head = words.forwarded({ author: forwarded.address === null ? forwarded.author : `${forwarded.author} <${forwarded.address}>`, when, subject });
  return [...head, '', forwarded.text].join('\n');
}
