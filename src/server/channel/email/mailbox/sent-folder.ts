import type { ImapFlow } from 'imapflow';

/** Where the mailbox keeps what was sent; null when it keeps nothing. */
async function sentFolder(client: ImapFlow): Promise<string | null> {
  const folders = await client.list();
  return (folders.find(({ specialUse }) => specialUse === '\\Sent') ?? folders.find(({ path }) => /^sent$/i.test(path)))?.path ?? null;
}

/** Whether a mail with this Message-ID stands among those that were sent. */
export async function isAmongSent(client: ImapFlow, messageId: string): Promise<boolean> {
  const folder = await sentFolder(client);
  if (folder === null) return false;
  await client.mailboxOpen(folder, { readOnly: true });
  const found = await client.search({ header: { 'message-id': messageId } }, { uid: true });
  // Not having been answered is not "none": the mail would leave a second time.
  if (!Array.isArray(found)) throw new Error('the connection ended');
  return found.length > 0;
}

export async function putAmongSent(client: ImapFlow, mail: Buffer, at: Date): Promise<void> {
  const folder = await sentFolder(client);
  if (folder !== null) await client.append(folder, mail, ['\\Seen'], at);
}
