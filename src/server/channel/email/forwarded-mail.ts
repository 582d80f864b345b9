import type { Outbound } from '../connector';
import type { ServerText } from '../text/text';

/** What leaves when somebody else's words go along: the agent's own text, then who wrote them, when, and what. */
export function withForwarded(outbound: Outbound, words: ServerText): Outbound {
  const { forwarded, text, subject } = outbound;
  if (forwarded === null) return outbound;
  const when = `${new Date(forwarded.at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const head = words.forwarded({ author: forwarded.address === null ? forwarded.author : `${forwarded.author} <${forwarded.address}>`, when, subject });
  return { ...outbound, text: [...(text.trim() === '' ? [] : [text, '']), ...head, '', forwarded.text].join('\n') };
}
