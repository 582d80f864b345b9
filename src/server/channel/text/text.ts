import { en } from './en';
import { ru } from './ru';

/** Sentences that the server itself puts into messages. */
export type ServerText = {
  /** Stands in for a mail that could not be read within the limits. */
  readonly unreadableMail: string;
  /** Stands in for a mail that is larger than any that is taken in. */
  readonly tooLargeMail: string;
  /** Whoever wrote a mail that names no sender. */
  readonly unknownSender: string;
  /** Whoever is not the sender that they claim to be. */
  readonly unconfirmed: (name: string) => string;
  readonly originalFile: string;
  /** The lines above a message that goes on to somebody else. */
  readonly forwarded: (of: { readonly author: string; readonly when: string; readonly subject: string }) => readonly string[];
  /** The line above a quoted mail. */
  readonly wrote: (of: { readonly author: string; readonly when: string }) => string;
  /** What a chat visitor is called who gave no name. */
  readonly guest: (number: number) => string;
  /** A chat that its visitor asked to be mailed: the subject, the first words, and who said a line. */
  readonly transcriptSubject: string;
  readonly transcript: string;
  readonly you: string;
  readonly agent: string;
  /** On the page that shows an administrator their widget. */
  readonly previewTitle: string;
  readonly preview: string;
};

export type ServerLanguage = 'ru' | 'en';

export const serverTexts: Readonly<Record<ServerLanguage, ServerText>> = { ru, en };
