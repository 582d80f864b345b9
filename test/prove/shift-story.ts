import type { Knex } from 'knex';
import { z } from 'zod';
import { conversationId } from '#contract/ids';
import type { ConversationId } from '#kernel/id';
import { setTimeout as sleep } from 'node:timers/promises';
import { crash, openWorkstation, type Workstation } from '../e2e/stage/workstation';
import { Dice } from '../simulation/dice';
import { eventually } from '../support/eventually';
import { agent as person } from '../support/shop-company';
import type { Figures } from './proof';
import { ShiftAgent, type Mode } from './shift-agent';
import type { Customer, ShiftGround } from './shift-ground';

/** `seconds`: how long the cable is out; `undoSend`: for how many an answer may be taken back. */
export type Shift = { readonly seed: number; readonly seconds: number; readonly replies: number; readonly notes: number; readonly drafts: number; readonly kills: number; readonly undoSend: number };

/** What one conversation was promised. */
type Told = { readonly customer: Customer; readonly conversation: ConversationId; readonly replies: string[]; readonly notes: string[]; readonly drafts: Record<Mode, string> };
type Deed = 'reply' | 'note' | 'draft' | 'kill';

/** An agent at the real desk whose cable is out, and whose desk is killed meanwhile: what was written is written down here, outside of it. */
export class ShiftStory {
  readonly #ground: ShiftGround;
  readonly #shift: Shift;
  readonly #dice: Dice;
  readonly #say: (line: string) => void;
  readonly #folder: string;
  readonly #told: Told[] = [];
  readonly #wrong: string[] = [];
  #numbered = 0;
  #kills = 0;
  #sentAndStanding = 0;
  #back = 0;
  #waited = 0;
  #workstation: Workstation | null = null;
  #agent: ShiftAgent | null = null;

  constructor(ground: ShiftGround, shift: Shift, desk: { readonly folder: string; readonly say: (line: string) => void }) {
    this.#ground = ground;
    this.#shift = shift;
    this.#dice = new Dice(shift.seed);
    this.#folder = desk.folder;
    this.#say = desk.say;
  }

  async live(): Promise<Figures> {
    try {
      await this.#sitDown(`${person.email}:${person.password}`);
      await this.#hand.online();
      await this.#takeAll();
      this.#ground.road.cut();
      const mended = performance.now() + this.#shift.seconds * 1000;
      await this.#work(mended);
      this.#waited = await this.#hand.countWaiting();
      await sleep(Math.max(0, mended - performance.now()));
      this.#ground.road.mend();
      return await this.#judge();
    } finally {
      await this.#workstation?.app.close().catch(() => undefined);
    }
  }

  get #hand(): ShiftAgent {
    if (this.#agent === null) throw new Error('nobody sits at the desk');
    return this.#agent;
  }

  async #sitDown(signIn?: string): Promise<void> {
    const { undoSend } = this.#shift;
    this.#workstation = await openWorkstation({ folder: this.#folder, server: `http://127.0.0.1:${this.#ground.road.port}`, undoSend, ...(signIn === undefined ? {} : { signIn }) });
    this.#agent = new ShiftAgent(this.#workstation.window);
  }

  async #takeAll(): Promise<void> {
    for (const customer of this.#ground.customers) {
      const conversation = await begunBy(this.#ground.db, customer.first);
      await this.#hand.take(conversation);
      this.#told.push({ customer, conversation, replies: [], notes: [], drafts: { reply: '', note: '' } });
    }
  }

  /** One deed after another, spread over the time without the cable. */
  async #work(end: number): Promise<void> {
    const deeds = this.#plan();
    const begun = performance.now();
    for (const [at, deed] of deeds.entries()) {
      await this.#do(deed);
      if (at === Math.floor(deeds.length / 2)) await this.#customersGoOn();
      await sleep(Math.max(0, begun + ((end - begun) * (at + 1)) / (deeds.length + 1) - performance.now()));
    }
  }

  /** The kills in the middle, each in its own part. */
  #plan(): readonly Deed[] {
    const { replies, notes, drafts, kills } = this.#shift;
    const left: Deed[] = [...times('reply', replies), ...times('note', notes), ...times('draft', drafts)];
    const deeds: Deed[] = [];
    while (left.length > 0) deeds.push(...left.splice(this.#dice.below(left.length), 1));
    for (let kill = 0; kill < kills; kill += 1) {
      const part = deeds.length / (kills + 1);
      deeds.splice(Math.floor(part * (kill + 0.5) + this.#dice.below(Math.ceil(part))), 0, 'kill');
    }
    return deeds;
  }

  async #do(deed: Deed): Promise<void> {
    if (deed === 'kill') return this.#kill();
    const told = this.#dice.pick(this.#told);
    if (told === undefined) return;
    if (deed === 'draft') return this.#draft(told, this.#dice.chance(0.5) ? 'reply' : 'note');
    const written = await this.#write(told, deed);
    await this.#hand.pressSend();
    await this.#hand.seesMessage(written);
    this.#isSent(told, deed, written);
  }

  /** Goes there and adds words to what stands; answers the whole. */
  async #write(told: Told, mode: Mode): Promise<string> {
    await this.#hand.goTo(told.conversation);
    const standing = await this.#hand.turnTo(mode);
    if (standing !== told.drafts[mode]) this.#wrong.push(`${mode} of ${told.customer.first}: ${JSON.stringify(told.drafts[mode])} was left there, ${JSON.stringify(standing)} stands there`);
    const words = this.#words(standing, mode);
    await this.#hand.type(words);
    return standing + words;
  }

  async #draft(told: Told, mode: Mode): Promise<void> {
    const text = await this.#write(told, mode);
    await this.#hand.seesDraft(told.conversation, text);
    told.drafts[mode] = text;
  }

  #words(standing: string, mode: Mode): string {
    this.#numbered += 1;
    return `${standing === '' ? '' : ' '}${mode === 'reply' ? 'ответ' : 'заметка'} №${this.#numbered};`;
  }

  #isSent(told: Told, mode: Mode, text: string): void {
    (mode === 'reply' ? told.replies : told.notes).push(text);
    told.drafts[mode] = '';
  }

  async #customersGoOn(): Promise<void> {
    for (const { customer } of this.#told) await customer.say?.(`${customer.first}: вы здесь?`);
  }

  /** Over a letter or over the key that sends, and up again without the network. */
  async #kill(): Promise<void> {
    const told = this.#dice.pick(this.#told);
    if (told === undefined || this.#workstation === null) return;
    const mode: Mode = this.#dice.chance(0.7) ? 'reply' : 'note';
    const isSending = this.#dice.chance(0.6);
    const kept = await this.#write(told, mode);
    await this.#hand.seesDraft(told.conversation, kept);
    const more = isSending ? '' : this.#words(kept, mode);
    if (isSending) await this.#hand.pressSend();
    else await this.#hand.type(more);
    await sleep(this.#dice.below(60));
    await crash(this.#workstation);
    this.#kills += 1;
    await this.#sitDown();
    await this.#hand.unlock(person.password);
    await (isSending ? this.#afterSending(told, mode, kept) : this.#afterTyping(told, mode, { kept, whole: kept + more }));
  }

  /** It is sent, or it stands in the composer and is sent now. */
  async #afterSending(told: Told, mode: Mode, text: string): Promise<void> {
    const isSent = async (): Promise<boolean> => (await this.#hand.message(text).count()) > 0;
    await this.#hand.goTo(told.conversation);
    const standing = await this.#hand.turnTo(mode);
    await eventually(async () => {
      if (standing !== text && !(await isSent())) throw new Error('neither sent nor there');
    }).catch(() => this.#wrong.push(`${text}: neither sent nor in the composer after a kill`));
    this.#say(`killed over ${text}, ${(await isSent()) ? 'sent' : 'kept'}${standing === '' ? '' : ', in the composer'}`);
    if (!(await isSent())) {
      await this.#hand.pressSend();
      await this.#hand.seesMessage(text);
    } else if (standing !== '') {
      this.#sentAndStanding += 1;
      await this.#hand.empty();
    }
    this.#isSent(told, mode, text);
  }

  /** Every word up to the last pause of typing is there, and nothing that was not typed. */
  async #afterTyping(told: Told, mode: Mode, { kept, whole }: { readonly kept: string; readonly whole: string }): Promise<void> {
    await this.#hand.goTo(told.conversation);
    const standing = await this.#hand.turnTo(mode);
    if (!standing.startsWith(kept) || !whole.startsWith(standing)) this.#wrong.push(`${JSON.stringify(whole)} was typed, ${JSON.stringify(kept)} was kept, ${JSON.stringify(standing)} came back`);
    this.#say(`killed over a letter: ${JSON.stringify(standing)} of ${JSON.stringify(whole)} came back`);
    told.drafts[mode] = standing;
  }

  async #judge(): Promise<Figures> {
    await this.#hand.online();
    await this.#hand.allLeft();
    await eventually(async () => {
      for (const told of this.#told) complain(await this.#lostOf(told));
    }, 120_000).catch(() => undefined);
    // Whatever came twice would come now.
    await sleep(2000);
    const sums = { lost: this.#wrong.length, twice: 0, disordered: 0 };
    for (const told of this.#told) await this.#count(told, sums);
    for (const told of this.#told) if (await this.#isBack(told)) this.#back += 1;
    for (const line of this.#wrong) this.#say(`WRONG ${line}`);
    const sent = this.#told.reduce((sum, { replies, notes }) => sum + replies.length + notes.length, 0);
    const drafts = this.#told.flatMap(({ drafts: { reply, note } }) => [reply, note]).filter((text) => text !== '').length;
    return { runs: this.#kills, acknowledged: sent + drafts, ...sums, replies: this.#told.reduce((sum, { replies }) => sum + replies.length, 0), drafts, waiting_shown: this.#waited, sent_and_in_composer: this.#sentAndStanding, taken_back: this.#back, seconds: this.#shift.seconds };
  }

  /** Chats whose agent was not heard of went back to their queue meanwhile. They are the agent's again, whose answers left by themselves. */
  async #isBack({ conversation, customer }: Told): Promise<boolean> {
    const { assignee, fence } = owned.parse(await this.#ground.db('conversations').where({ id: conversation }).first('assignee', 'fence'));
    if (fence > 1 && assignee === null) this.#say(`${customer.first} is in the queue`);
    return fence > 1 && assignee !== null;
  }

  async #count(told: Told, sums: { lost: number; twice: number; disordered: number }): Promise<void> {
    const held = await told.customer.holds();
    const lost = [...(await this.#lostOf(told)), ...(await this.#absentDrafts(told))];
    const noted = (await textsOf(this.#ground.db, told.conversation)).filter((text) => text.startsWith('заметка'));
    sums.lost += lost.length;
    sums.twice += held.length - new Set(held).size + (noted.length - new Set(noted).size);
    if (lost.length === 0 && held.join('\n') !== told.replies.join('\n')) sums.disordered += 1;
    this.#wrong.push(...lost.map((line) => `${told.customer.first}: ${line}`));
    if (held.join('\n') !== told.replies.join('\n')) this.#say(`${told.customer.first} holds ${JSON.stringify(held)}, was sent ${JSON.stringify(told.replies)}`);
  }

  async #lostOf({ customer, conversation, replies, notes }: Told): Promise<readonly string[]> {
    const [held, stored] = [await customer.holds(), await textsOf(this.#ground.db, conversation)];
    return [...replies.filter((text) => !held.includes(text)), ...notes.filter((text) => !stored.includes(text))];
  }

  async #absentDrafts({ conversation, drafts, customer }: Told): Promise<readonly string[]> {
    const absent: string[] = [];
    await this.#hand.goTo(conversation);
    for (const mode of ['reply', 'note'] as const) {
      const standing = await this.#hand.turnTo(mode);
      if (standing !== drafts[mode]) absent.push(`${mode} of ${customer.first} is ${JSON.stringify(standing)}, was ${JSON.stringify(drafts[mode])}`);
    }
    return absent;
  }
}

function times(deed: Deed, count: number): readonly Deed[] {
  return Array.from({ length: count }, () => deed);
}

function complain(lost: readonly string[]): void {
  if (lost.length > 0) throw new Error(lost.join(', '));
}

const owned = z.object({ assignee: z.string().nullable(), fence: z.number() });
const first = z.object({ conversation: conversationId });

/** The conversation that these words began, once they are in. */
async function begunBy(db: Knex, text: string): Promise<ConversationId> {
  const found: { conversation?: ConversationId } = {};
  await eventually(async () => {
    found.conversation = first.parse(await db('messages').where({ text }).first('conversation')).conversation;
  }, 60_000);
  return first.parse(found).conversation;
}

async function textsOf(db: Knex, conversation: ConversationId): Promise<readonly string[]> {
  return z.array(z.object({ text: z.string() })).parse(await db('messages').where({ conversation }).select('text')).map(({ text }) => text);
}
