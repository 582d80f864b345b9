import { createTransport } from 'nodemailer';
import type { DemoCustomer } from '../make-customers';
import type { Letter } from './mailbox';

export type Posting = { readonly from: DemoCustomer; readonly to: string; readonly subject: string; readonly text: string; readonly inReplyTo: Letter | null };

/** Sends what simulated customers write to the server's own SMTP door, as any mail server would. */
export function openPostOffice(door: { readonly host: string; readonly port: number }): (posting: Posting) => Promise<void> {
  const transport = createTransport({ ...door, secure: false, ignoreTLS: true, name: 'customers.example' });
  return async ({ from, to, subject, text, inReplyTo }) => {
    const thread = inReplyTo === null ? {} : { inReplyTo: inReplyTo.messageId, references: `${inReplyTo.references} ${inReplyTo.messageId}`.trim() };
    await transport.sendMail({ from: { name: from.name, address: from.email }, to, subject, text, ...thread });
  };
}
