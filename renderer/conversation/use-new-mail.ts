import type { WatchOutput } from '#contract/requests';
import type { WrittenMail } from '#contract/new-mail';
import { second } from '#kernel/instant';
import { useEffect } from 'react';
import { useAct } from '../kit/act';
import { useLive } from '../kit/live';
import { useText } from '../text/TextProvider';
import { chooseNewMail, dropNewMail, keepNewMail, useNewMails, writeNewMail } from './new-mail-store';

export type KeptMail = WatchOutput<'newMails'>['kept'][number];

export type NewMail = {
  readonly mail: WrittenMail;
  readonly files: KeptMail['files'];
  /** The others that were begun. */
  readonly others: readonly KeptMail[];
  readonly blank: WrittenMail['id'] | null;
  readonly write: (part: Partial<Omit<WrittenMail, 'id'>>) => void;
};

const nothing: Omit<WrittenMail, 'id'> = { channel: null, recipients: { to: [], cc: [], bcc: [] }, subject: '', text: '' };

/** The mail in the dialog, as it was typed here or as the desk kept it; null until the desk has said so. */
export function useNewMail(): NewMail | null {
  const known = useLive('newMails', {});
  const { chosen, typed } = useNewMails();
  useKeptWhenLeft();
  if (known === undefined) return null;
  const { kept, blank } = known;
  const id = chosen ?? kept[0]?.id ?? blank;
  const own = kept.find((one) => one.id === id);
  const mail = (id !== null && typed.get(id)) || (own ? withoutFiles(own) : id !== null && id === blank ? { id, ...nothing } : null);
  if (mail === null) return null;
  return { mail, files: own?.files ?? [], others: kept.filter((one) => one.id !== id), blank, write: (part) => writeNewMail(mail, part) };
}

function withoutFiles({ files: _files, ...mail }: KeptMail): WrittenMail {
  return mail;
}

export function isNothing({ recipients: { to, cc, bcc }, subject, text }: WrittenMail): boolean {
  return [...to, ...cc, ...bcc].length === 0 && subject === '' && text === '';
}

/** When the page or the dialog goes, the desk gets what was typed. */
function useKeptWhenLeft(): void {
  useEffect(() => {
    window.addEventListener('pagehide', keepNewMail);
    return () => {
      window.removeEventListener('pagehide', keepNewMail);
      keepNewMail();
    };
  }, []);
}

/** Sends it; for some seconds, or as long as there is no road, it comes back into the dialog. */
export function useSendNewMail({ onOpen, onClose }: { readonly onOpen: () => void; readonly onClose: () => void }): (mail: WrittenMail) => Promise<void> {
  const { say } = useText();
  const { ask, offer, tell } = useAct();
  const undoSend = useLive('preferences', {})?.undoSend ?? 0;
  const isOffline = useLive('connection', {})?.state === 'offline';

  async function comeBack(id: WrittenMail['id']): Promise<void> {
    if (!(await ask('newMail.takeBack', { id })).ok) return;
    chooseNewMail(id);
    onOpen();
  }

  return async (mail) => {
    keepNewMail();
    if (!(await ask('newMail.send', mail)).ok) return;
    dropNewMail(mail.id);
    onClose();
    if (undoSend > 0) offer(say(isOffline ? 'newMail.waits' : 'newMail.leaves'), { label: say('newMail.takeBack'), undo: () => void comeBack(mail.id), span: undoSend * second });
    else tell(say(isOffline ? 'newMail.waits' : 'newMail.leaves'));
  };
}
