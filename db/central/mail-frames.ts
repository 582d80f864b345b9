import { mailFrameList, type KeptFrame } from '#contract/mail-frame';
import type { ChannelId, TenantId } from '#kernel/id';
import type { Reader } from './open';

type Mailbox = { readonly tenant: TenantId; readonly channel: ChannelId };

export async function mailFramesOf(db: Reader, { tenant, channel }: Mailbox): Promise<readonly KeptFrame[]> {
  return mailFrameList.parse(await db('mail_frames').where({ tenant, channel }).orderBy('language').select('language', 'greeting', 'closing'));
}

export async function setMailFrame(db: Reader, { tenant, channel }: Mailbox, frame: KeptFrame): Promise<void> {
  const { language, greeting, closing } = frame;
  if (greeting === '' && closing === '') await db('mail_frames').where({ tenant, channel, language }).delete();
  else await db('mail_frames').insert({ tenant, channel, ...frame }).onConflict(['tenant', 'channel', 'language']).merge();
}
