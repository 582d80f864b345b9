import type { WatchOutput } from '#contract/requests';
import { checkMail } from '#domain/conversation/begin-mail';
import { second } from '#kernel/instant';
import { done, refused } from '#kernel/outcome';
import { writable } from '#kernel/text';
import { onDisk } from '../disk-failure';
import type { Topic } from '../live/topic';
import type { Place } from '../place';
import type { Handlers, Watchers } from '../verbs';
import { giveMailUp } from './waiting-verbs';

/** Mails to somebody who did not ask: they are written, wait, come back and leave as answers do (see ../replica/DECISION-hold.md). */
export function newMailRequests(atWork: () => Place | null, undoSend: () => number): Pick<Handlers, `newMail.${'save' | 'send' | 'takeBack' | 'remove'}`> {
  return {
    'newMail.save': async (mail) => {
      const place = atWork();
      if (place === null) return refused('access.signedOut');
      const kept = await onDisk(() => place.newMails.save(mail));
      place.draftsChanged();
      return kept.ok ? done(null) : kept;
    },
    'newMail.send': async (mail) => {
      const place = atWork();
      if (place === null) return refused('access.signedOut');
      if (mail.channel === null) return refused('queue.absent');
      const written = { ...mail, text: writable(mail.text), subject: writable(mail.subject) };
      const checked = checkMail({ ...written, attachments: place.outbox.draftFiles(mail.id) });
      if (!checked.ok) return checked;
      const sent = await onDisk(() => place.newMails.send(written, Date.now() + undoSend() * second));
      if (!sent.ok) return sent;
      place.uploads.wake();
      place.draftsChanged();
      return done(null);
    },
    'newMail.takeBack': async ({ id }) => {
      const place = atWork();
      return place === null ? refused('access.signedOut') : giveMailUp(place, id, true);
    },
    'newMail.remove': async ({ id }) => {
      const place = atWork();
      return place === null ? refused('access.signedOut') : giveMailUp(place, id, false);
    },
  };
}

export function newMailWatches(atWork: () => Place | null): Pick<Watchers, 'newMails'> {
  return {
    newMails: {
      topics: new Set<Topic>(['drafts', 'session']),
      list: null,
      ask: async () => {
        const place = atWork();
        if (place === null) return { blank: null, kept: [], begun: [] };
        const { newMails, outbox } = place;
        const kept = newMails.kept.map(({ at: _at, until: _until, asked: _asked, message: _message, ...mail }) => ({ ...mail, files: [...outbox.draftFiles(mail.id)] }));
        return { blank: newMails.blank, kept: kept.filter(isBegun), begun: [...newMails.begun] };
      },
    },
  };
}

/** Of one from which everything was taken away nothing is left to go on with. */
function isBegun({ recipients: { to, cc, bcc }, subject, text, files }: WatchOutput<'newMails'>['kept'][number]): boolean {
  return [...to, ...cc, ...bcc].length > 0 || subject !== '' || text !== '' || files.length > 0;
}
