import { join } from 'node:path';
import type { Attending, DeskSettings, FromDeskProcess, Kept, ToDesk } from '#contract/bridge';
import type { DeskRequestName, WatchName } from '#contract/requests';
import type { Failure } from '#contract/failures';
import { usualAttention } from '#domain/attention/attention';
import { refused, type Outcome } from '#kernel/outcome';
import type { PersonId } from '#kernel/id';
import { second } from '#kernel/instant';
import { unreachable } from '#kernel/unreachable';
import { ComputerFile } from './access/computer-file';
import { OwnFolder } from './access/own-folder';
import { Preferences } from './access/preferences';
import type { Clocks } from './access/seen-time';
import { Sealing } from './access/sealing';
import { SessionDesk } from './access/session-desk';
import { administrationRequests } from './administration/administration-requests';
import { securityRequests } from './access/security-requests';
import { sessionRequests } from './access/session-requests';
import { sessionWatches } from './access/session-watches';
import { Unlocking } from './access/unlocking';
import { AttentionKeeper } from './attention/attention-keeper';
import { attentionRequests, attentionWatches } from './attention/attention-verbs';
import { attachmentRequests } from './channel/attachment-requests';
import { caseRequests } from './conversation/case-requests';
import { filterRequests } from './queue/filter-requests';
import { manyRequests } from './queue/many-requests';
import { conversationRequests } from './conversation/conversation-requests';
import { mailRequests } from './conversation/mail-requests';
import { newMailRequests, newMailWatches } from './conversation/new-mail-verbs';
import { templateRequests } from './conversation/template-requests';
import { offerRequests, offerWatches } from './conversation/offer-verbs';
import { writingRequests } from './conversation/writing-requests';
import { conversationWatches } from './conversation/conversation-watches';
import { waitingRequests, waitingWatches } from './conversation/waiting-verbs';
import { customerRequests } from './customer/customer-requests';
import { customerWatches } from './customer/customer-watches';
import { diskFailure } from './disk-failure';
import { suggestionRequests, suggestionWatches } from './suggestion/suggestion-requests';
import { LiveQueries } from './live/live-queries';
import type { Topic } from './live/topic';
import { log, logBug } from './log';
import type { Place } from './place';
import { listWatches } from './queue/list-watches';
import { ShiftKeeper } from './shift/shift-keeper';
import { shiftRequests } from './shift/shift-requests';
import { shiftWatches } from './shift/shift-watches';
import { knowledgeRequests } from './knowledge/knowledge-requests';
import { knowledgeWatches } from './knowledge/knowledge-watches';
import { searchRequests } from './search/search-requests';
import { remarkRequests } from './supervision/remark-requests';
import { remarkWatches } from './supervision/remark-watches';
import { answer, liveQuery, type Handlers, type Watchers } from './verbs';

type Held = { readonly session: SessionDesk; readonly unlocking: Unlocking; readonly preferences: Preferences; readonly settings: DeskSettings };
type Parts = { readonly session: SessionDesk; readonly preferences: Preferences; readonly handlers: Handlers; readonly watchers: Watchers };

const systemClocks: Clocks = { wall: () => Date.now(), steady: () => performance.now() };

/** The workstation without a window: hears what main says, answers, and shows what is watched. Begins with `start`. */
export class Workstation {
  readonly #tell: (message: FromDeskProcess) => void;
  readonly #clocks: Clocks;
  readonly #live: LiveQueries;
  readonly #sealing = new Sealing((message) => this.#tell(message));
  readonly #shift = new ShiftKeeper({ atWork: () => this.#parts?.session.place ?? null, idleAfter: () => this.#parts?.preferences.shown.idleAfter ?? null, changed: (topics) => this.#live.changed(topics) });
  readonly #attention = new AttentionKeeper({ atWork: () => this.#parts?.session.place ?? null, settings: () => this.#parts?.preferences.attention ?? usualAttention, changed: (topics) => this.#live.changed(topics), tell: (told) => this.#attend(told) });
  #parts: Parts | null = null;
  /** What main was told last. */
  #theme: 'light' | 'dark' | 'auto' | null = null;

  constructor(tell: (message: FromDeskProcess) => void, clocks: Clocks = systemClocks) {
    this.#tell = tell;
    this.#clocks = clocks;
    this.#live = new LiveQueries((call, update) => tell({ t: 'show', call, update }), (error) => this.#damaged(error));
  }

  hear(message: ToDesk): void {
    switch (message.t) {
      case 'start':
        return this.#start(message.settings, message.kept);
      case 'ask':
        return void this.#ask(message.call, message.name, message.input);
      case 'attach':
        return void this.#answer(message.call, 'attachment.choose', async () => this.#parts?.session.place?.outgoing.attach(message.conversation, message.paths) ?? refused('access.signedOut'));
      case 'watch':
        return this.#watch(message.call, message.name, message.input);
      case 'unwatch':
        return this.#live.unwatch(message.call);
      case 'lock':
        return void this.#parts?.session.lock();
      case 'idle':
        return this.#idle(message.seconds);
      case 'focus':
        return this.#attention.focus(message.isFocused);
      case 'chosen':
        return this.#attention.choose(message.conversation);
      case 'sealed':
        return this.#sealing.answered(message.call, message.as);
      case 'stop':
        return void this.stop();
      default:
        return unreachable(message);
    }
  }

  /** Ends when everything that was begun is written. */
  async stop(): Promise<void> {
    this.#attention.stop();
    await this.#shift.idleNow();
    await this.#parts?.session.stop();
  }

  #start(settings: DeskSettings, kept: Kept): void {
    if (this.#parts !== null) return;
    const changed = (topics: ReadonlySet<Topic>): void => {
      this.#live.changed(topics);
      if (topics.has('preferences') || topics.has('session')) this.#tellTheme();
      this.#shift.heard(topics);
      this.#attention.heard(topics);
    };
    const file = new ComputerFile(join(settings.folder, 'computer.json'));
    // A demonstration signs somebody in who need not know their password.
    const preferences = new Preferences(file, { language: settings.language, lockAfter: settings.signIn === null ? 15 : null, undoSend: settings.undoSend, tour: settings.tour, whose: () => this.#whose() }, changed);
    const unlocking = new Unlocking(kept.sealed, { server: settings.server, file, clocks: this.#clocks, seal: (sealed) => this.#sealing.seal(sealed) });
    const atWork = (isAtWork: boolean): void => this.#tell({ t: 'atWork', isAtWork });
    const session = new SessionDesk({ settings, unlocking, folder: new OwnFolder(settings.folder), computer: file.value.secret, isSealLost: kept.isLost, isAtWork: kept.isAtWork, openLink: this.#openLink, changed, atWork, greet: (language) => preferences.greet(language) });
    this.#parts = { session, preferences, ...this.#verbs({ session, unlocking, preferences, settings }) };
    this.#tellTheme();
    session.start();
  }

  /** Whoever works here has their own. */
  #tellTheme(): void {
    const theme = this.#parts?.preferences.shown.theme;
    if (theme === undefined || theme === this.#theme) return;
    this.#theme = theme;
    this.#tell({ t: 'theme', theme });
  }

  #whose(): PersonId | null {
    const state = this.#parts?.session.state;
    if (state === undefined || state.state === 'signedOut') return null;
    return state.state === 'starting' ? (state.me?.id ?? null) : state.place.me.id;
  }

  #attend(told: Pick<Attending, 'unseen' | 'notices' | 'seen'>): void {
    const { shown, attention } = this.#parts?.preferences ?? {};
    this.#tell({ t: 'attend', ...told, language: shown?.language ?? 'en', staysInTray: attention?.staysInTray ?? false });
  }

  readonly #openLink = (url: string): void => this.#tell({ t: 'openLink', url });

  #idle(seconds: number): void {
    this.#shift.idle(seconds * second);
    const lockAfter = this.#parts?.preferences.shown.lockAfter ?? null;
    if (lockAfter !== null && seconds >= lockAfter * 60) void this.#parts?.session.lock();
  }

  #verbs({ session, unlocking, preferences, settings }: Held): { readonly handlers: Handlers; readonly watchers: Watchers } {
    const atWork = (): Place | null => session.place;
    const outside = {
      confirmLink: (url: string): void => this.#tell({ t: 'confirmLink', url, language: preferences.shown.language }),
    };
    return {
      handlers: { ...suggestionRequests(atWork), ...conversationRequests(atWork), ...offerRequests(atWork), ...writingRequests(atWork, () => preferences.shown.undoSend), ...caseRequests(atWork), ...waitingRequests(atWork), ...manyRequests(atWork), ...filterRequests(atWork), ...mailRequests(atWork), ...newMailRequests(atWork, () => preferences.shown.undoSend), ...templateRequests(atWork), ...remarkRequests(atWork), ...shiftRequests(atWork, this.#shift), ...attentionRequests(this.#attention, preferences), ...knowledgeRequests(atWork, settings.folder), ...customerRequests(atWork), ...searchRequests(atWork), ...attachmentRequests(atWork, settings.downloads), ...administrationRequests(atWork, settings.downloads), ...securityRequests({ atWork, downloads: settings.downloads, keepPassword: (person, secret) => unlocking.keepSecret(person, { kind: 'password', secret }) }), ...sessionRequests(session, preferences, outside) },
      watchers: { ...suggestionWatches(atWork, preferences), ...listWatches(atWork, (topics) => this.#live.changed(topics)), ...conversationWatches(atWork), ...offerWatches(atWork), ...waitingWatches(atWork), ...newMailWatches(atWork), ...remarkWatches(atWork), ...shiftWatches(atWork, this.#shift), ...attentionWatches(this.#attention, preferences), ...knowledgeWatches(atWork), ...customerWatches(atWork), ...sessionWatches(session, preferences, { unlocking, folder: settings.folder }) },
    };
  }

  #ask(call: number, name: DeskRequestName, input: unknown): Promise<void> {
    return this.#answer(call, name, async () => (this.#parts === null ? refused('desk.stopped') : answer(this.#parts.handlers, name, input)));
  }

  async #answer(call: number, name: string, work: () => Promise<Outcome<unknown, Failure>>): Promise<void> {
    try {
      this.#tell({ t: 'answer', call, outcome: await work() });
    } catch (error) {
      logBug(name, error);
      this.#damaged(error);
      this.#tell({ t: 'answer', call, outcome: { ok: false, code: diskFailure(error) ?? 'server.failed' } });
    }
  }

  #watch(call: number, name: WatchName, input: unknown): void {
    const query = this.#parts === null ? null : liveQuery(this.#parts.watchers, name, input);
    if (query === null) return log({ event: 'bug', what: name, detail: 'malformed' });
    this.#live.watch(call, query);
  }

  #damaged(error: unknown): void {
    void this.#parts?.session.place?.doubt(error);
  }
}
