import type { WatchOutput } from '#contract/requests';
import type { Company } from './company';
import type { DoubleStart } from './start';

/** How the desk stands to its server. */
export function connectionOf({ connection }: DoubleStart): WatchOutput<'connection'> {
  const online = connection === 'online';
  return {
    state: connection,
    since: connection === 'offline' ? Date.now() - 7 * 60_000 : null,
    waiting: connection === 'offline' ? 3 : 0,
    clockOffset: 0,
    clockTrusted: online,
    loaded: connection === 'loading' ? 12_400 : null,
  };
}

/** What has not left yet, where there is no server. */
export function waitingOf({ connection, language }: DoubleStart, { rows, newMails }: Company): WatchOutput<'waitingWork'> {
  if (connection !== 'offline') return newMails.waiting();
  const about = ['message.send', 'case.snooze', 'note.add'] as const;
  const lines = [language === 'ru' ? 'Ольга, посылка уже в пути, привезём завтра до обеда.' : 'Olivia, the parcel is on its way, it arrives tomorrow before noon.', null, language === 'ru' ? 'Просит позвонить после шести' : 'Asks to be called after six'];
  return [...about.map((name, place) => ({ id: place, at: Date.now() - (12 - 4 * place) * 60_000, about: name, conversation: rows[place]?.conversation.id ?? null, customerName: rows[place]?.customerName ?? null, line: lines[place] ?? null, isHere: place > 0 || language === 'ru', reason: null })), ...newMails.waiting()];
}
