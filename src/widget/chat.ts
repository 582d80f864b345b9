import type { Away, ChatLine, ChatRating, FromChat, FromVisitor } from '#contract/chat';
import { chatLimits, chatProtocol } from '#contract/chat-limits';
import type { AttachmentId, MessageId } from '#kernel/id';
import type { ChatSetup, ChatState, Leaving } from './chat-state';
import { openConnection, type Connection } from './connection';
import { freshUuid } from './fresh-uuid';
import { observable, type Observable } from './observable';
import { openOutbox, type Outbox } from './outbox';
import { told } from './rating';
import { scopeOf } from './scope';
import { seenMarks } from './seen-marks';
import { emptyTalk, newestMoment, unreadAnswers, withAcknowledged, withLines, withPending, withRefused, type PendingLine, type Talk } from './talk';
import { throttled, typingMark } from './typing-mark';
import { openVisitor, type VisitorFile } from './visitor';

/** Longest time that a browser waits; a longer one would be over at once. */
const longestTimer = 2 ** 31 - 1;

/** Time that another tab has to send its own line before this one does it, in milliseconds. */
const otherTabsTurn = 3000;

/** Joins the socket, the outbox and the picture of the conversation. The views call it and watch `state`. */
export class Chat {
  readonly state: Observable<ChatState>;
  readonly #setup: ChatSetup;
  readonly #visitor: VisitorFile;
  #opening: ReturnType<typeof setTimeout> | undefined;
  #outbox: Outbox;
  #identity: string | null;
  /** Said here as somebody whom the server has not confirmed yet. */
  #unconfirmed: readonly PendingLine[] = [];
  readonly #connection: Connection;
  readonly #lookedAt = new Set<MessageId>();
  readonly #agentTyping = typingMark((isAgentTyping) => this.#change({ isAgentTyping }));
  readonly #typing = throttled(chatLimits.typing / 2, () => this.#connection.send({ t: 'typing' }));
  readonly #seen = seenMarks((state, messages) => this.#connection.send({ t: 'seen', state, messages }));

  constructor(setup: ChatSetup) {
    this.#setup = setup;
    this.#visitor = openVisitor(setup.store, setup.site);
    this.#identity = setup.identity;
    this.#outbox = openOutbox(setup.store, scopeOf(setup.site, setup.identity));
    const talk = withPending(emptyTalk, this.#outbox.pending());
    const { name, hasTalked } = this.#visitor.read();
    this.state = observable<ChatState>({ talk, road: 'idle', isOpen: setup.isBeside && this.#visitor.isOpen(), isOpenedHere: false, isAgentTyping: false, name, isKnown: false, away: null, leaving: null, transcript: null, rating: null, news: 0, files: new Map() });
    this.#connection = openConnection(setup.address, {
      hello: () => this.#hello(),
      road: (road) => this.#change({ road }),
      receive: (frame) => this.#receive(frame),
    });
    if (this.state.get().isOpen || hasTalked || talk.pending.length > 0 || setup.identity !== null) this.#connection.open();
  }

  open(): void {
    this.#visitor.open(true);
    this.#change({ isOpenedHere: true });
    this.#turn(true);
  }

  close(): void {
    this.#visitor.open(false);
    this.#change({ isOpenedHere: false });
    this.#turn(false);
  }

  /** The visitor signed in to the shop, or out of it (null): what was said as somebody else is not shown any more. */
  identify(identity: string | null): void {
    const [before, scope] = [this.#identity, identity].map((given) => scopeOf(this.#setup.site, given));
    this.#identity = identity;
    if (scope === undefined || scope === before) return;
    this.#outbox = openOutbox(this.#setup.store, scope);
    this.#unconfirmed = [];
    this.#lookedAt.clear();
    this.#agentTyping.end();
    this.#change({ isKnown: false, leaving: null, transcript: null, rating: null, files: new Map() });
    this.#show(withPending(emptyTalk, this.#outbox.pending()));
    if (identity !== null || this.state.get().road !== 'idle') this.#connection.renew();
  }

  say(text: string): void {
    const { name, talk } = this.state.get();
    const after = this.#outbox.pending().at(-1)?.at ?? 0;
    const line = { line: freshUuid(), at: Math.max(Date.now(), after + 1), text, name };
    this.#outbox.add(line);
    if (this.#identity !== null && !this.state.get().isKnown) this.#unconfirmed = [...this.#unconfirmed, line];
    this.#visitor.talked();
    this.#change({ rating: null });
    this.#show(withPending(talk, [line]));
    this.#typing.reset();
    // Before the welcome it would overtake what waits: that leaves with it, in order.
    if (this.state.get().road === 'online') this.#connection.send({ t: 'say', line: line.line, text, name });
    this.#connection.open();
  }

  /** Leaves a message that is answered by mail. */
  leave(mail: string, text: string): void {
    this.#change({ leaving: { line: freshUuid(), mail, text, state: 'waiting' } });
    this.#sendLeaving();
    this.#connection.open();
  }

  /** The visitor wants to write another one, or the refused one anew. */
  leaveAnew(): void {
    this.#change({ leaving: null });
  }

  askTranscript(): void {
    if (this.state.get().road !== 'online') return;
    this.#change({ transcript: { state: 'asked' } });
    this.#connection.send({ t: 'transcript' });
  }

  rate(score: number, comment: string): void {
    const { rating } = this.state.get();
    if (rating === null) return;
    this.#change({ rating: { ...rating, score, comment, state: 'sending' } });
    this.#sendRating();
  }

  rateAnew(): void {
    const { rating } = this.state.get();
    if (rating !== null) this.#change({ rating: { ...rating, state: 'asked', isHere: true } });
  }

  type(): void {
    this.#typing.act();
  }

  nameMe(given: string): void {
    const name = given.trim().slice(0, chatLimits.name);
    this.#visitor.name(name);
    this.#change({ name: name === '' ? null : name });
  }

  showEarlier(): void {
    const oldest = this.state.get().talk.lines[0];
    if (oldest !== undefined) this.#connection.send({ t: 'earlier', before: oldest.id });
  }

  saveFile(message: MessageId, attachment: AttachmentId): void {
    const { files, road } = this.state.get();
    if (road !== 'online' || files.has(attachment)) return;
    this.#change({ files: new Map([...files, [attachment, 'asked']]) });
    this.#connection.send({ t: 'file', message, attachment });
  }

  /** Tells the server what the visitor has before the eyes now. */
  look(): void {
    if (!this.state.get().isOpen || !this.#setup.isLooking()) return;
    const answers = unreadAnswers(this.state.get().talk).map(({ id }) => id);
    for (const id of answers) this.#lookedAt.add(id);
    this.#seen.mark('read', answers);
    this.#change({ news: 0 });
  }

  /** Another tab of this browser wrote a line: show it here, and send it should that tab be gone. */
  storageChanged(key: string | null): void {
    if (key === this.#visitor.openKey) return this.#turn(this.#visitor.isOpen());
    if (key === null || !this.#outbox.owns(key)) return;
    this.#show(withPending(this.state.get().talk, this.#outbox.pending()));
    this.#connection.open();
    setTimeout(() => this.#sendPending(), otherTabsTurn);
  }

  #hello(): FromVisitor {
    this.#seen.forget();
    // What was asked over the socket before is not answered any more.
    this.#change({ files: new Map([...this.state.get().files].filter(([, state]) => state === 'absent')) });
    const { site, language } = this.#setup;
    const hello = { t: 'hello', protocol: chatProtocol, site, token: this.#visitor.read().token, language, after: newestMoment(this.state.get().talk) } as const;
    return this.#identity === null ? hello : { ...hello, identity: this.#identity };
  }

  #receive(frame: FromChat): void {
    const { talk } = this.state.get();
    switch (frame.t) {
      case 'welcome':
        if (frame.known === false) return this.#becomeVisitor();
        this.#unconfirmed = [];
        this.#change({ isKnown: frame.known === true, transcript: frame.transcript === true ? { state: 'offered' } : null });
        this.#wait(frame.away ?? null);
        this.#sendLeaving();
        this.#greetRating(frame.rating ?? null);
        this.#show({ ...talk, unread: frame.unread });
        return this.#sendPending();
      case 'history':
        this.#takeLines(frame.lines);
        return this.#show({ ...this.state.get().talk, known: true, older: frame.older ?? talk.older });
      case 'message':
        return this.#takeLines([frame.line]);
      case 'ack':
        this.#outbox.remove(frame.line);
        return this.#show(withAcknowledged(talk, frame));
      case 'left':
        return this.#settle(frame.line, 'left');
      case 'refused':
        this.#settle(frame.line, 'refused');
        this.#outbox.remove(frame.line);
        return this.#show(withRefused(talk, frame.line));
      case 'typing':
        return this.#agentTyping.start();
      case 'delivery':
        return this.#show({ ...talk, unread: frame.unread });
      case 'file':
        return this.#takeTicket(frame);
      case 'transcript':
        return this.#change({ transcript: frame.to === null ? null : { state: 'mailed', to: frame.to } });
      case 'rating':
        return this.#change({ rating: told(this.state.get().rating, frame.rating) });
      case 'failure':
      case 'pong':
        return;
      default:
        frame satisfies never;
    }
  }

  #takeLines(lines: readonly ChatLine[]): void {
    const unread = lines.filter((line) => line.from === 'agent').filter(({ read }) => !read);
    if (unread.length > 0) this.#agentTyping.end();
    this.#show(withLines(this.state.get().talk, lines));
    this.look();
    this.#seen.mark('delivered', unread.map(({ id }) => id));
  }

  #takeTicket({ message, attachment, ticket }: Extract<FromChat, { t: 'file' }>): void {
    const files = new Map(this.state.get().files);
    files.delete(attachment);
    if (ticket === null) files.set(attachment, 'absent');
    else this.#setup.save(`${this.#setup.address.replace(/^ws/, 'http')}/files/${message}/${attachment}?ticket=${ticket}`);
    this.#change({ files });
  }

  /** Until somebody is there; a page may stay open that long. */
  #wait(away: Away | null): void {
    clearTimeout(this.#opening);
    this.#change({ away });
    if (away !== null && away.until !== null) this.#opening = setTimeout(() => this.#change({ away: null }), Math.min(away.until - Date.now(), longestTimer));
  }

  #settle(line: string, state: Leaving['state']): void {
    const { leaving } = this.state.get();
    if (leaving?.line === line) this.#change({ leaving: { ...leaving, state } });
  }

  #sendLeaving(): void {
    const { leaving, name } = this.state.get();
    if (leaving?.state !== 'waiting') return;
    const { line, mail, text } = leaving;
    this.#connection.send({ t: 'leave', line, mail, text, name });
  }

  /** What was on its way when the connection broke is sent again; the server knows it by the end that it is about. */
  #greetRating(rating: ChatRating | null): void {
    const known = this.state.get().rating;
    if (known?.state === 'sending' && known.closing === rating?.closing) return this.#sendRating();
    this.#change({ rating: told(known, rating) });
  }

  #sendRating(): void {
    const { rating } = this.state.get();
    if (rating?.state === 'sending') this.#connection.send({ t: 'rate', closing: rating.closing, score: rating.score ?? 0, comment: rating.comment });
  }

  #sendPending(): void {
    for (const { line, text, name } of this.#outbox.pending()) this.#connection.send({ t: 'say', line, text, name });
  }

  /** What the shop gave is over or was never its own: the visitor is whom this browser knows, and what they said here goes with them. */
  #becomeVisitor(): void {
    const said = this.#unconfirmed;
    for (const { line } of said) this.#outbox.remove(line);
    this.identify(null);
    for (const line of said) this.#outbox.add(line);
    this.#show(withPending(this.state.get().talk, said));
  }

  #turn(isOpen: boolean): void {
    this.#change({ isOpen });
    if (isOpen) this.#connection.open();
    this.look();
  }

  #show(talk: Talk): void {
    this.#change({ talk, news: unreadAnswers(talk).filter(({ id }) => !this.#lookedAt.has(id)).length });
  }

  #change(part: Partial<ChatState>): void {
    this.state.set({ ...this.state.get(), ...part });
  }
}
