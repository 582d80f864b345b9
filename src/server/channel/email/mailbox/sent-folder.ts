import type { ImapFlow } from 'imapflow';

/** Where the mailbox keeps what was sent; null when it keeps nothing. */
async function sentFolder(client: ImapFlow): Promise<string | null> {
  const folders = await client.list();
  return (folders.find(({ specialUse }) => specialUse === '\\Sent') ?? folders.find(({ path }) => /^sent$/i.test(path)))?.path ?? null;
}

/** Whether a mail with this Message-ID stands among those that were sent, or among those that came. */
export async function isInMailbox(client: ImapFlow, messageId: string): Promise<boolean> {
  for (const folder of new Set([await sentFolder(client), 'INBOX'])) {
    if (folder !== null && (await holds(client, folder, messageId))) return true;
  }
  return false;
}

async function holds(client: ImapFlow, folder: string, messageId: string): Promise<boolean> {
  await client.mailboxOpen(folder, { readOnly: true });
  const found = await client.search({ header: { 'message-id': messageId } }, { uid: true });
  // Not having been answered is not "none".
  if (!Array.isArray(found)) throw new Error('the connection ended');
  return found.length > 0;
}

export async function putAmongSent(client: ImapFlow, mail: Buffer, at: Date): Promise<void> {
  const folder = await sentFolder(client);
  if (folder !== null) await client.append(folder, mail, ['\\Seen'], at);
}
