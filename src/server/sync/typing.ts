import { conversationId, personId, tenantId } from '#contract/ids';
import type { Link } from '#db/central/link';
import type { ConversationId, PersonId, TenantId } from '#kernel/id';
import { z } from 'zod';

/** Somebody is writing at this moment; `quiet`: for colleagues alone. Never stored; lost marks are no loss. */
export type Typing = { readonly tenant: TenantId; readonly conversation: ConversationId; readonly by: 'customer' | 'agent' | 'quiet'; /** Who of the company. */ readonly person?: PersonId | undefined };

export type TypingMarks = {
  /** Reaches every server process, this one included. */
  readonly tellTyping: (typing: Typing) => void;
  readonly onTyping: (listener: (typing: Typing) => void) => () => void;
  readonly heard: (payload: string) => void;
};

const mark = z.strictObject({ tenant: tenantId, conversation: conversationId, by: z.enum(['customer', 'agent', 'quiet']), person: personId.optional() });

/** More marks than this on their way at once are dropped. */
const most = 50;

export function createTypingMarks(link: () => Link): TypingMarks {
  const listeners = new Set<(typing: Typing) => void>();
  let underway = 0;
  return {
    tellTyping: (typing) => {
      if (underway >= most) return;
      underway += 1;
      const sent = link().query({ name: 'typing', text: "select pg_notify('otklik_typing', $1)", values: [JSON.stringify(typing)] });
      void sent.catch(() => null).finally(() => (underway -= 1));
    },
    onTyping: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    heard: (payload) => {
      const typing = readMark(payload);
      if (typing === null) return;
      for (const listener of listeners) listener(typing);
    },
  };
}

/** Another version of the server may speak on the same channel. */
function readMark(payload: string): Typing | null {
  try {
    const parsed = mark.safeParse(JSON.parse(payload));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
