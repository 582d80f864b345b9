import { isEmpty, type Draft, type ReturnedText } from '#db/cache/draft';
import type { DraftFile } from '#db/cache/draft-files';
import type { Intent } from '#domain/mutators';
import type { OutgoingFile } from '#domain/conversation/outgoing-file';
import type { ConversationId } from '#kernel/id';
import { writable } from '#kernel/text';

/** What was typed or chosen and not sent, as the outbox's file has it: it follows each commit there, and writes nothing. */
export class Texts {
  #drafts: readonly Draft[];
  #returned: readonly ReturnedText[];
  #files: readonly DraftFile[];

  constructor(kept: { readonly drafts: readonly Draft[]; readonly returned: readonly ReturnedText[]; readonly files: readonly DraftFile[] }) {
    this.#drafts = kept.drafts;
    this.#returned = kept.returned;
    this.#files = kept.files;
  }

  get files(): readonly DraftFile[] {
    return this.#files;
  }

  get conversations(): readonly ConversationId[] {
    return [...new Set([...this.#drafts, ...this.#returned, ...this.#files].map(({ conversation }) => conversation))];
  }

  /** The one that was written last stands last. */
  drafts(conversation: ConversationId): readonly Draft[] {
    return this.#drafts.filter((one) => one.conversation === conversation);
  }

  draftFiles(conversation: ConversationId): readonly OutgoingFile[] {
    return this.#files.filter((one) => one.conversation === conversation).map(({ file }) => file);
  }

  returned(conversation: ConversationId): readonly ReturnedText[] {
    return this.#returned.filter((one) => one.conversation === conversation);
  }

  /** The draft of which these words came, emptied: the last of them may not have been in it. What was written since is not part of them, and stays. */
  leaving({ args }: Intent, from: Draft['mode'] | undefined): Draft | null {
    if (from === undefined || !('conversation' in args) || !('text' in args)) return null;
    const { conversation, text } = args;
    const draft = this.#drafts.find((one) => one.conversation === conversation && one.mode === from && text.startsWith(writable(one.text)));
    return draft === undefined ? null : { ...draft, text: '', mail: null };
  }

  saved(draft: Draft): void {
    const others = this.#drafts.filter(({ conversation, mode }) => conversation !== draft.conversation || mode !== draft.mode);
    this.#drafts = isEmpty(draft) ? others : [...others, draft];
  }

  letGo(refusals: readonly string[]): void {
    this.#returned = this.#returned.filter(({ id }) => !refusals.includes(id));
  }

  /** What came back, or was added: each once. */
  comeBack(texts: readonly ReturnedText[], files: readonly DraftFile[]): void {
    this.#returned = [...this.#returned, ...texts.filter(({ id }) => this.#returned.every((one) => one.id !== id))];
    const isNew = (file: DraftFile): boolean => this.#files.every((one) => one.conversation !== file.conversation || one.file.hash !== file.file.hash);
    this.#files = [...this.#files, ...files.filter(isNew)];
  }

  forgetFiles(conversation: ConversationId, hashes: readonly string[]): void {
    this.#files = this.#files.filter((one) => one.conversation !== conversation || !hashes.includes(one.file.hash));
  }

  forgetAllFiles(): void {
    this.#files = [];
  }

  forget(gone: readonly ConversationId[]): void {
    this.#drafts = this.#drafts.filter(({ conversation }) => !gone.includes(conversation));
    this.#returned = this.#returned.filter(({ conversation }) => !gone.includes(conversation));
    this.#files = this.#files.filter(({ conversation }) => !gone.includes(conversation));
  }
}
