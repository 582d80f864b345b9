import type { FromChat } from '#contract/chat';
import { queueAutomaticMail } from '#db/central/automatic-answers';
import { chatHistory, claimTranscript, replayPage, threadsOf, type Told } from '#db/central/chat';
import { mailChannelBeside } from '#db/central/chat-sites';
import { serverTexts, type ServerLanguage } from '../text/text';
import type { ChatPorts } from './chat-ports';
import type { Seat } from './seat';
import { toldLine } from './told-line';

/**
 * Mails a visitor the conversation that they had last, once: whoever asks again is told the same. It goes to no other address than
 * the one that the shop vouched for, so that nobody makes us write to strangers.
 */
export async function mailTranscript({ db, commit }: Pick<ChatPorts, 'db' | 'commit'>, seat: Seat): Promise<FromChat> {
  const { tenant, person, language } = seat;
  const address = person?.mail ?? null;
  const channel = address === null ? null : await mailChannelBeside(db, seat);
  const conversation = (await threadsOf(db, seat)).at(-1)?.conversation;
  if (address === null || channel === null || conversation === undefined) return { t: 'transcript', to: null };
  const newestFirst = await chatHistory(db, seat, { before: null, most: replayPage });
  const lines = newestFirst.filter((told) => told.conversation === conversation).toReversed();
  const words = serverTexts[language];
  await commit(tenant, async (tx, at) => {
    if (!(await claimTranscript(tx, { tenant, conversation, at }))) return;
    const text = [words.transcript, ...lines.map((told) => written(told, language))].join('\n\n');
    await queueAutomaticMail(tx, { tenant, channel, conversation, address, subject: words.transcriptSubject, text, answers: null, references: [], at });
  });
  return { t: 'transcript', to: address };
}

/** As the visitor saw it: of the agent the first name. */
function written(told: Told, language: ServerLanguage): string {
  const { you, agent } = serverTexts[language];
  const line = toldLine(told);
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }).format(told.at);
  const files = line.from === 'agent' ? (line.files ?? []).map(({ name }) => `[${name}]`) : [];
  return `${line.from === 'customer' ? you : line.name || agent}, ${when} UTC\n${[line.text, ...files].filter((part) => part !== '').join('\n')}`;
}
