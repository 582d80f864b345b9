import { randomUUID } from 'node:crypto';
import type { Draft } from '#db/cache/draft';
import { readByIds } from '#db/cache/read-rows';
import { teamPart, teamScope, type Scope } from '#domain/scope';
import type { RowChange } from '#domain/tables';
import type { ConversationId, TeamId } from '#kernel/id';
import { keyOf } from '#sync/change';
import { onDisk } from '../disk-failure';
import { log } from '../log';
import type { Topic } from '../live/topic';
import type { Copy } from './copy';
import { withdrawWords } from './left-words';
import type { Outbox } from './outbox';

/** `changes`: null where any row may change. `scopes`: those that the copy is for afterwards. */
export type Arrival = { readonly changes: readonly RowChange[] | null; readonly scopes: readonly Scope[] };

type Places = ReadonlyMap<ConversationId, TeamId>;

/**
 * What becomes of unsent texts when their conversations leave this copy (see ../DECISION-drafts.md): one that went to other people
 * keeps its text here, and its writer is told; where a team leaves, the texts about its conversations leave with it.
 */
export class KeptDrafts {
  readonly #outbox: Outbox;
  readonly #copy: Pick<Copy, 'read'>;
  readonly #seen: (topics: ReadonlySet<Topic>) => void;

  constructor(outbox: Outbox, copy: Pick<Copy, 'read'>, seen: (topics: ReadonlySet<Topic>) => void) {
    this.#outbox = outbox;
    this.#copy = copy;
    this.#seen = seen;
  }

  /** Runs what changes the copy, and settles what that means for the unsent texts. */
  async around<Value>(arrival: Arrival, work: () => Promise<Value>): Promise<Value> {
    const value = await this.#aroundTexts(arrival, work);
    await withdrawWords(this.#outbox.file, this.#copy, arrival.changes);
    return value;
  }

  async #aroundTexts<Value>({ changes, scopes }: Arrival, work: () => Promise<Value>): Promise<Value> {
    const texts = this.#outbox.conversationsOfTexts;
    const touched = changes === null ? texts : touchedBy(changes, texts);
    if (touched.length === 0) return work();
    const before = await this.#places(touched);
    await this.#withdraw(before, scopes);
    await this.#withdrawRemarks(scopes);
    const value = await work();
    await this.#follow(before);
    return value;
  }

  /** Tells of texts whose conversation is not here: the desk may have ended before it could. What was told is not told again. */
  async tellAbsent(): Promise<void> {
    await withdrawWords(this.#outbox.file, this.#copy, null);
    const drafts = this.#drafts;
    if (drafts.length === 0) return;
    const here = await this.#places(drafts.map(({ conversation }) => conversation));
    for (const conversation of new Set(drafts.map((draft) => draft.conversation))) if (!here.has(conversation)) await this.#tellLeft(conversation);
  }

  /** Before the rows go: a crash in between leaves rows without a text, never a text of a team that is gone. */
  async #withdraw(before: Places, scopes: readonly Scope[]): Promise<void> {
    const may = (team: TeamId | null | undefined): boolean => team === null || team === undefined || scopes.includes(teamScope(team));
    const drafts = this.#drafts.filter(({ conversation, team }) => !may(before.get(conversation) ?? team)).map(({ conversation }) => conversation);
    const returned = [...before].filter(([, team]) => !may(team)).map(([conversation]) => conversation);
    const gone = [...new Set([...drafts, ...returned])];
    if (gone.length === 0) return;
    const withdrawn = await onDisk(async () => {
      const hadText = this.#outbox.conversationsOfTexts.some((conversation) => gone.includes(conversation));
      await this.#outbox.forgetTexts(gone);
      if (hadText) await this.#outbox.notice({ id: randomUUID(), at: Date.now(), code: 'draft.withdrawn', about: null, conversation: null, text: null });
      // Nothing of them stays in the bytes of the file.
      await this.#outbox.shrink();
    });
    if (!withdrawn.ok) log({ event: 'copy', what: 'notWritten', detail: withdrawn.code });
    this.#seen(changed);
  }

  /** What came back of a supervisor's word leaves with the last team that they supervise. */
  async #withdrawRemarks(scopes: readonly Scope[]): Promise<void> {
    if (scopes.some((scope) => teamPart(scope)?.part === 'supervisors')) return;
    const texts = this.#outbox.conversationsOfTexts.flatMap((conversation) => this.#outbox.returned(conversation));
    const gone = texts.filter(({ mode }) => mode === 'remark').map(({ id }) => id);
    if (gone.length === 0) return;
    const withdrawn = await onDisk(async () => {
      await this.#outbox.letGo(gone);
      await this.#outbox.shrink();
    });
    if (!withdrawn.ok) log({ event: 'copy', what: 'notWritten', detail: withdrawn.code });
    this.#seen(changed);
  }

  async #follow(before: Places): Promise<void> {
    const after = await this.#places([...before.keys()]);
    for (const [conversation, team] of before) {
      const now = after.get(conversation);
      if (now === undefined) await this.#tellLeft(conversation);
      else if (now !== team) await this.#move(conversation, now);
    }
  }

  get #drafts(): readonly Draft[] {
    return this.#outbox.conversationsOfTexts.flatMap((conversation) => this.#outbox.drafts(conversation));
  }

  async #move(conversation: ConversationId, team: TeamId): Promise<void> {
    for (const draft of this.#outbox.drafts(conversation)) await onDisk(() => this.#outbox.saveDraft({ ...draft, team }, []));
  }

  async #tellLeft(conversation: ConversationId): Promise<void> {
    // Files and names alone are still where they were chosen: they leave with the conversation.
    const isWritten = this.#outbox.drafts(conversation).some(({ text }) => text !== '');
    if (!isWritten && this.#outbox.returned(conversation).length === 0) return void (await onDisk(() => this.#outbox.forgetTexts([conversation])));
    if (!isWritten) return;
    await onDisk(() => this.#outbox.notice({ id: `draft ${conversation}`, at: Date.now(), code: 'draft.kept', about: null, conversation, text: null }));
    this.#seen(changed);
  }

  async #places(conversations: readonly ConversationId[]): Promise<Places> {
    const rows = await this.#copy.read((db) => readByIds(db, 'conversations', conversations));
    return new Map(rows.map(({ id, team }) => [id, team]));
  }
}

const changed: ReadonlySet<Topic> = new Set<Topic>(['drafts', 'notices']);

function touchedBy(changes: readonly RowChange[], texts: readonly ConversationId[]): readonly ConversationId[] {
  if (texts.length === 0) return [];
  const named = new Set(changes.filter(({ table }) => table === 'conversations').map((change) => keyOf(change).id));
  return texts.filter((conversation) => named.has(conversation));
}
