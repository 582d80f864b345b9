import type { FromChat, FromVisitor } from '#contract/chat';
import { mailChannelBeside } from '#db/central/chat-sites';
import { storable } from '#db/tables/storable';
import { excerpt, singleLine } from '#kernel/text';
import { mailAddress, unconfirmed } from '../email/mail-address';
import { serverTexts } from '../text/text';
import type { ChatPorts } from './chat-ports';
import type { Seat } from './seat';

type Leave = Extract<FromVisitor, { t: 'leave' }>;

const subjectLength = 80;

/**
 * Takes in what a visitor left while nobody was there, as a conversation of the mail channel beside the chat: it is answered by mail.
 * Whose an address is, nobody has checked, unless the shop signed it: until then it joins no customer who is known by it.
 */
export async function leaveMessage({ db, intake }: Pick<ChatPorts, 'db' | 'intake'>, seat: Seat, { line, mail, text: said, name }: Leave): Promise<FromChat> {
  const { tenant, channel, visitor, person, language } = seat;
  const text = storable(said.normalize('NFC').replaceAll('\r\n', '\n')).trim();
  if (text === '') return { t: 'refused', line, code: 'message.empty' };
  const address = mailAddress(mail.trim());
  const beside = await mailChannelBeside(db, { tenant, channel });
  if (address === null || beside === null) return { t: 'refused', line, code: 'delivery.unreachable' };
  const isTheirs = person?.mail === address;
  const called = singleLine(person?.name ?? name ?? '') || address;
  await intake({
    tenant,
    channel: beside,
    key: `${visitor}/${line}`,
    author: isTheirs ? { kind: 'email', value: address, name: called } : { kind: 'email', value: unconfirmed(address), name: serverTexts[language].unconfirmed(called) },
    subject: excerpt(text, subjectLength),
    text,
    html: null,
    attachments: [],
    thread: [],
  });
  return { t: 'left', line };
}
