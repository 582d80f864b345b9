import type { Failure } from '#contract/failures';
import { limits } from '#contract/limits';
import type { SqliteFile } from '#db/cache/sqlite';
import { forgetTold, noteDeeds, noteInserted, noteSent, noteTakenBack, takeLeft, untoldDeeds } from '#db/cache/suggestion-log';
import { keptOf, unchanged, type SuggestionEvent } from '#domain/suggestion/feedback';
import type { ConversationId, MessageId } from '#kernel/id';
import { day, type Duration, type Instant } from '#kernel/instant';
import { Lane } from '#kernel/lane';
import type { Outcome } from '#kernel/outcome';
import type { Pending } from '#sync/perform';
import { ask } from '../http';
import { log, trace } from '../log';
import type { PlaceFiles } from '../place-files';
import type { PlacePorts } from '../place-ports';

type FeedbackPorts = {
  /** The outbox. */
  readonly file: Pick<SqliteFile, 'read' | 'write'>;
  readonly now: () => Instant;
  readonly server: string;
  readonly access: () => Promise<Outcome<string, Failure>>;
  /** Messages that were sent and may still be taken back. */
  readonly held: () => readonly string[];
};

/** Who has not sent by then writes something else. */
const forgetInsertedAfter: Duration = 7 * day;

/**
 * What the person does with suggestions, told to the server until it answers. It stands in the outbox file and outlives the copy, and
 * is no work: where the disk has no room for it, it is lost and nothing else is.
 */
export class Feedback {
  readonly #ports: FeedbackPorts;
  readonly #lane = new Lane();

  constructor(ports: FeedbackPorts) {
    this.#ports = ports;
  }

  note(events: readonly SuggestionEvent[]): void {
    this.#do(() => this.#ports.file.write((tx) => noteDeeds(tx, events)));
  }

  inserted(event: SuggestionEvent, text: string): void {
    this.#do(() => this.#ports.file.write(async (tx) => {
      await noteDeeds(tx, [event]);
      await noteInserted(tx, event, text);
    }));
  }

  sent(sent: { readonly conversation: ConversationId; readonly message: MessageId }, text: string): void {
    this.#do(() => this.#ports.file.write((tx) => noteSent(tx, sent, (inserted) => keptOf(inserted, text))));
  }

  takenBack(messages: readonly MessageId[]): void {
    if (messages.length > 0) this.#do(() => this.#ports.file.write((tx) => noteTakenBack(tx, messages)));
  }

  /** Tells what waits, as far as the server answers. */
  report(): Promise<void> {
    this.#do(async () => {
      await this.#ports.file.write((tx) => this.#settle(tx));
      for (let waiting = await untoldDeeds(this.#ports.file.read, limits.suggestionEvents); waiting !== null; waiting = await untoldDeeds(this.#ports.file.read, limits.suggestionEvents)) {
        const { events, upTo } = waiting;
        if (events.length > 0 && !(await this.#tell(events))) return;
        await this.#ports.file.write((tx) => forgetTold(tx, upTo));
      }
    });
    return this.idle();
  }

  idle(): Promise<void> {
    return this.#lane.idle();
  }

  /** What was sent cannot be taken back any more. */
  async #settle(tx: Parameters<typeof takeLeft>[0]): Promise<void> {
    const now = this.#moment();
    const gone = await takeLeft(tx, { held: this.#ports.held(), before: now - forgetInsertedAfter });
    const events = gone.flatMap(({ event, kept }): SuggestionEvent[] => {
      const sent: SuggestionEvent = { ...event, deed: 'sent', at: now, kept };
      return kept < unchanged ? [{ ...sent, deed: 'edited' }, sent] : [sent];
    });
    await noteDeeds(tx, events);
  }

  async #tell(events: readonly SuggestionEvent[]): Promise<boolean> {
    const access = await this.#ports.access();
    if (!access.ok) return false;
    const answer = await ask(this.#ports.server, { method: 'POST', path: '/suggestions/events', access: access.value, body: { events } });
    // What a server does not take, it will never take.
    return answer.ok || answer.code === 'request.malformed';
  }

  #moment(): Instant {
    return Math.max(0, Math.round(this.#ports.now()));
  }

  #do(work: () => Promise<void>): void {
    this.#lane.run(work).catch((error: unknown) => log({ event: 'copy', what: 'notWritten', detail: trace(error) }));
  }
}

export function feedbackOf({ file, outbox }: Pick<PlaceFiles, 'file' | 'outbox'>, { server, clock, keeper }: Pick<PlacePorts, 'server' | 'clock' | 'keeper'>): Feedback {
  return new Feedback({ file, server, now: () => clock.now(), access: () => keeper.access(), held: () => messagesOf(outbox.held) });
}

/** The answers among what was done. */
export function messagesOf(done: readonly Pick<Pending, 'intent'>[]): readonly MessageId[] {
  return done.flatMap(({ intent }) => (intent.name === 'message.send' ? [intent.args.message] : []));
}
