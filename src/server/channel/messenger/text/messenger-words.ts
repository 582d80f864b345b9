import { en } from './en';
import { ru } from './ru';

/** What has no text, said in words. */
export type MessengerWords = {
  readonly unnamed: string;
  readonly edited: (text: string) => string;
  readonly sticker: (emoji: string) => string;
  readonly reaction: (emoji: string) => string;
  readonly location: (place: string) => string;
  readonly contact: (name: string, phone: string) => string;
  readonly photo: string;
  readonly voice: string;
  readonly video: string;
  readonly file: (name: string) => string;
  readonly unknown: string;
  readonly lostFile: (name: string) => string;
};

export const messengerWords: Readonly<Record<'ru' | 'en', MessengerWords>> = { ru, en };
