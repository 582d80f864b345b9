import type { WrittenMail } from '#contract/new-mail';
import { asMarked } from '#domain/channel/rich-text';
import type { ConversationId } from '#kernel/id';
import { create } from 'zustand';
import { bridge } from '../kit/bridge';
import { Keeper } from './keeper';

/** How long after the last key the desk gets it, in milliseconds. */
const pause = 300;

/** `chosen`: the mail in the dialog; null: the one that was touched last. `typed`: what was written here, which the desk's word may lag behind. */
type NewMails = { readonly chosen: ConversationId | null; readonly typed: ReadonlyMap<ConversationId, WrittenMail> };

const atFirst: NewMails = { chosen: null, typed: new Map() };

export const useNewMails = create<NewMails>(() => atFirst);

const newKeeper = (): Keeper<WrittenMail> => new Keeper((mail) => bridge.ask('newMail.save', mail));
let keeper = newKeeper();
let timer = 0;
let touched: WrittenMail | null = null;

/** The dialog shows this one. */
export function chooseNewMail(chosen: ConversationId | null): void {
  keepNewMail();
  useNewMails.setState({ chosen });
}

/** `drawn`: as it stood when it was drawn last; what was typed since stays. */
export function writeNewMail(drawn: WrittenMail, part: Partial<Omit<WrittenMail, 'id'>>): void {
  window.clearTimeout(timer);
  const mail = { ...(useNewMails.getState().typed.get(drawn.id) ?? drawn), ...part };
  touched = mail;
  timer = window.setTimeout(keepNewMail, pause);
  useNewMails.setState(({ typed }) => ({ chosen: mail.id, typed: new Map(typed).set(mail.id, mail) }));
}

/** Puts a stored text at the end of the mail that is written; it is sent by nobody but the person. */
export function insertIntoNewMail(words: string): void {
  const { chosen, typed } = useNewMails.getState();
  const mail = chosen === null ? undefined : typed.get(chosen);
  if (mail !== undefined) writeNewMail(mail, { text: `${mail.text}${asMarked(words)}` });
}

/** Hands what was typed to the desk at once. */
export function keepNewMail(): void {
  window.clearTimeout(timer);
  if (touched !== null) void keeper.keep(touched.id, touched);
  touched = null;
}

/** It was sent, or thrown away. */
export function dropNewMail(name: ConversationId): void {
  if (touched?.id === name) touched = null;
  keeper.drop(name);
  useNewMails.setState(({ typed }) => ({ chosen: null, typed: new Map([...typed].filter(([one]) => one !== name)) }));
}

/** Somebody else works here now: what one person wrote is never handed over as the next one's. */
export function forgetNewMails(): void {
  window.clearTimeout(timer);
  touched = null;
  keeper.end();
  keeper = newKeeper();
  useNewMails.setState(atFirst);
}
