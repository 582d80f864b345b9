import { fileTicket } from '#contract/chat';
import { attachmentId, messageId } from '#contract/ids';
import { findAttachment, openBytes } from '#db/central/attachments';
import { findToldFile } from '#db/central/chat';
import type { Reader } from '#db/central/open';
import { done, refused } from '#kernel/outcome';
import { z } from 'zod';
import { Download, download, everyone, openRoute, type Route } from '../../route';
import { serverTime } from '../../sync/server-time';
import type { FileTickets } from './file-tickets';

/**
 * `GET /chat/files/:message/:attachment`: a visitor saves a file of an answer. The ticket says which visitor asks, and
 * whether the file is of their conversation is looked up again: any other one is as absent as one that never was.
 */
export function chatFileRoute(db: Reader, tickets: FileTickets): Route {
  return openRoute({
    method: 'GET',
    path: '/chat/files/:message/:attachment',
    access: everyone,
    // A whole office may stand behind one address; how many tickets one page gets is bounded where they are given.
    rate: { per: 'address', burst: 300, perSecond: 20 },
    audit: 'read',
    input: z.strictObject({ params: z.strictObject({ message: messageId, attachment: attachmentId }), query: z.strictObject({ ticket: fileTicket }), body: z.undefined() }),
    output: download,
    handle: async ({ input: { params, query } }) => {
      const visiting = tickets.read(query.ticket, params, serverTime());
      const file = visiting === null ? null : await findToldFile(db, visiting, params);
      const found = visiting === null || file === null ? null : await findAttachment(db, visiting.tenant, params);
      const bytes = visiting === null || found === null ? null : openBytes(db, visiting.tenant, found);
      if (file === null || bytes === null) return refused('attachment.absent');
      return done(new Download({ ...savedOnly, 'content-disposition': disposition(file.name), 'content-length': String(file.size) }, bytes));
    },
  });
}

/** Saved, never shown: whatever a browser thinks that it is, it runs nowhere and belongs to no page. */
const savedOnly = {
  'content-type': 'application/octet-stream',
  'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
} as const;

/** A name in any script, as RFC 6266 wants it; the first form is for who does not know the second. */
function disposition(name: string): string {
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_');
  const whole = encodeURIComponent(name).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
}
