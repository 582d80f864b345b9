import { createTransport } from 'nodemailer';
import type { DemoCustomer } from '../make-customers';

/** A mail by the names that an answer to it gives. */
export type Sent = { readonly messageId: string; readonly references: string };

export type Posting = { readonly from: DemoCustomer; readonly to: string; readonly subject: string; readonly text: string; readonly inReplyTo: Sent | null };

/** Sends what simulated customers write to the server's own SMTP door, as any mail server would. */
export function openPostOffice(door: { readonly host: string; readonly port: number }): (posting: Posting) => Promise<Sent> {
  const transport = createTransport({ ...door, secure: false, ignoreTLS: true, name: 'customers.example' });
  return async ({ from, to, subject, text, inReplyTo }) => {
    const references = inReplyTo === null ? '' : `${inReplyTo.references} ${inReplyTo.messageId}`.trim();
    const thread = inReplyTo === null ? {} : { inReplyTo: inReplyTo.messageId, references };
    const { messageId } = await transport.sendMail({ from: { name: from.name, address: from.email }, to, subject, text, ...thread });
    return { messageId, references };
  };
}
