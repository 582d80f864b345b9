import type { FromChat, FromVisitor } from '#contract/chat';
import { keepChatLine, threadsOf, toldOf } from '#db/central/chat';
import { storable } from '#db/tables/storable';
import { excerpt } from '#kernel/text';
import type { ChatPorts } from './chat-ports';
import { guestName } from './guest-name';
import type { Seat } from './seat';
import type { VisitorRooms } from './visitor-rooms';

type Say = Extract<FromVisitor, { t: 'say' }>;

type Taking = { readonly ports: ChatPorts; readonly rooms: VisitorRooms };

const subjectLength = 80;

/** Takes a visitor's line in and answers after COMMIT. The same line again is acknowledged again and stored once. */
export async function takeLine({ ports: { intake, db }, rooms }: Taking, seat: Seat, say: Say): Promise<FromChat> {
  const text = storable(say.text.normalize('NFC').replaceAll('\r\n', '\n')).trim();
  if (text === '') return { t: 'refused', line: say.line, code: 'message.empty' };
  const { tenant, channel, visitor, person, language } = seat;
  const { message, conversation } = await intake({
    tenant,
    channel,
    key: `${visitor}/${say.line}`,
    author: { kind: 'chat', value: visitor, name: guestName(person?.name ?? say.name, visitor, language), mail: person?.mail ?? null },
    subject: excerpt(text, subjectLength),
    text,
    html: null,
    attachments: [],
    // A customer may come as several visitors; none of them is told what another one said.
    thread: async (tx) => (await threadsOf(tx, seat)).map((thread) => thread.conversation).toReversed(),
    keep: (tx, taken) => keepChatLine(tx, { tenant, visitor, line: say.line, ...taken }),
  });
  rooms.talksIn(seat, conversation);
  const [told] = await toldOf(db, tenant, [message]);
  if (told === undefined) throw new Error('a line that was taken in is not there');
  return { t: 'ack', line: say.line, id: message, at: told.at };
}
