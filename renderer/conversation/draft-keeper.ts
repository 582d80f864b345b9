import { isUsual, type DraftMail } from '#contract/draft-mail';
import type { Failure } from '#contract/failures';
import type { ConversationId, MessageId } from '#kernel/id';
import { bridge } from '../kit/bridge';
import type { ComposerMode } from './conversation-store';

/** `mail`: how it goes, should it be a mail. */
/** `seen`: the newest answer that the writer knew of when they began, null for none; absent while nothing is written. */
export type Written = { readonly mode: ComposerMode; readonly text: string; readonly mail: DraftMail; readonly seen?: MessageId | null | undefined };
type Unkept = { readonly written: Written; readonly taken: readonly string[] };

/** What keeps the desk from keeping a draft now, and not for ever. */
const passing: ReadonlySet<Failure> = new Set(['desk.stopped', 'disk.full', 'disk.failed']);

/** How soon a draft that was not kept is handed over again, in milliseconds. */
const againAfter = 1000;

/** Hands one person's drafts to the desk. What the desk cannot keep now stays here, and is handed over until it can, also when its composer is gone. */
export class DraftKeeper {
  readonly #unkept = new Map<string, Unkept>();
  #isOver = false;

  /** What the desk does not have yet. */
  of(conversation: ConversationId, mode: ComposerMode): Written | null {
    return this.#unkept.get(placeOf(conversation, mode))?.written ?? null;
  }

  /** `taken`: returned texts that are part of it; one request keeps the draft and lets go of them, so that none is lost or doubled. */
  async keep(conversation: ConversationId, written: Written, taken: readonly string[] = []): Promise<void> {
    const { mode, text, mail, seen } = written;
    const place = placeOf(conversation, mode);
    const unkept: Unkept = { written, taken: [...(this.#unkept.get(place)?.taken ?? []), ...taken] };
    this.#unkept.set(place, unkept);
    const outcome = await bridge.ask('draft.save', { conversation, mode, text, ...(isUsual(mail) ? {} : { mail }), ...(seen === undefined ? {} : { seen }), ...(unkept.taken.length === 0 ? {} : { taken: [...unkept.taken] }) });
    if (this.#unkept.get(place) !== unkept) return;
    if (outcome.ok || this.#isOver || !passing.has(outcome.code)) this.#unkept.delete(place);
    else window.setTimeout(() => this.#again(conversation, unkept), againAfter);
  }

  /** It is leaving as an answer: until that is known, nothing of it is handed over. */
  rest(conversation: ConversationId, mode: ComposerMode): void {
    const place = placeOf(conversation, mode);
    const unkept = this.#unkept.get(place);
    if (unkept !== undefined) this.#unkept.set(place, { ...unkept });
  }

  end(): void {
    this.#isOver = true;
    this.#unkept.clear();
  }

  #again(conversation: ConversationId, unkept: Unkept): void {
    if (this.#unkept.get(placeOf(conversation, unkept.written.mode)) === unkept) void this.keep(conversation, unkept.written);
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
