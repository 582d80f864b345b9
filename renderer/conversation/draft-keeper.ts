import { isUsual, type DraftMail } from '#contract/draft-mail';
import type { ConversationId, MessageId } from '#kernel/id';
import { bridge } from '../kit/bridge';
import type { ComposerMode } from './conversation-store';
import { Keeper } from './keeper';

/** `mail`: how it goes, should it be a mail. */
/** `seen`: the newest answer that the writer knew of when they began, null for none; absent while nothing is written. */
export type Written = { readonly mode: ComposerMode; readonly text: string; readonly mail: DraftMail; readonly seen?: MessageId | null | undefined };
type Unkept = { readonly conversation: ConversationId; readonly written: Written; readonly taken: readonly string[] };

/** Hands one person's drafts to the desk; see Keeper. */
class DraftKeeper {
  readonly #keeper = new Keeper<Unkept>(({ conversation, written: { mode, text, mail, seen }, taken }) =>
    bridge.ask('draft.save', { conversation, mode, text, ...(isUsual(mail) ? {} : { mail }), ...(seen === undefined ? {} : { seen }), ...(taken.length === 0 ? {} : { taken: [...taken] }) }),
  );

  /** What the desk does not have yet. */
  of(conversation: ConversationId, mode: ComposerMode): Written | null {
    return this.#keeper.of(placeOf(conversation, mode))?.written ?? null;
  }

  /** `taken`: returned texts that are part of it; one request keeps the draft and lets go of them, so that none is lost or doubled. */
  keep(conversation: ConversationId, written: Written, taken: readonly string[] = []): Promise<void> {
    const place = placeOf(conversation, written.mode);
    return this.#keeper.keep(place, { conversation, written, taken: [...(this.#keeper.of(place)?.taken ?? []), ...taken] });
  }

  /** It is leaving as an answer: until that is known, nothing of it is handed over. */
  rest(conversation: ConversationId, mode: ComposerMode): void {
    this.#keeper.rest(placeOf(conversation, mode));
  }

  end(): void {
    this.#keeper.end();
  }
}

function placeOf(conversation: ConversationId, mode: ComposerMode): string {
  return `${mode} ${conversation}`;
}

let current = new DraftKeeper();

export function draftKeeper(): DraftKeeper {
  return current;
}

/** What one person wrote is never handed over as the next one's. */
export function forgetDrafts(): void {
  current.end();
  current = new DraftKeeper();
}
