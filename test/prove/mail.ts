import { isDoubtful } from '#domain/conversation/message';
import type { ConversationId } from '#kernel/id';
import { setTimeout as sleep } from 'node:timers/promises';
import { startCentralDatabases, type CentralDatabases } from '../support/central-database';
import { eventually } from '../support/eventually';
import { openMailboxOffice, type MailboxOffice } from '../support/mail-server/mailbox-office';
import { mailServerLacks, openMailServer, type MailServer } from '../support/mail-server/mail-server';
import { deliverPlainly } from '../support/plain-smtp';
import { Dice } from '../simulation/dice';
import { goesOn, type Figures, type Plan, type Proof } from './proof';

const [support, anna] = ['support@shop.example', 'anna@customer.example'];
const password = 'mailbox-password';

/** A customer and an agent write through a real mail server while it, its line and our server fail: every mail accepted comes in once, every answer leaves once or is named. */
export const mail: Proof = {
  plan: { runs: 30, worlds: 1, desks: 0 },
  lacks: mailServerLacks,
  prove: async (plan, say) => {
    const databases = await startCentralDatabases();
    try {
      return await mailThroughFaults(databases, plan, say);
    } finally {
      await databases.stop();
    }
  },
};

export async function mailThroughFaults(databases: CentralDatabases, plan: Plan, say: (line: string) => void): Promise<Figures> {
  const mailServer = await openMailServer({ [support]: password, [anna]: password });
  const office = await openMailboxOffice(databases, mailServer, 'apart');
  const world = new MailWorld({ mailServer, office }, new Dice(plan.seed));
  try {
    await office.connect({ kind: 'password', user: support }, { password });
    await office.begin();
    let runs = 0;
    for (; goesOn(plan, runs); runs += 1) say(`${runs + 1}: ${await world.run()}`);
    return { ...(await world.judge(say)), runs };
  } finally {
    await office.close();
    await mailServer.stop();
  }
}

type Ground = { readonly mailServer: MailServer; readonly office: MailboxOffice };

class MailWorld {
  private readonly ground: Ground;
  private readonly dice: Dice;
  private readonly written: string[] = [];
  private readonly answers: string[] = [];

  constructor(ground: Ground, dice: Dice) {
    this.ground = ground;
    this.dice = dice;
  }

  /** Writes, fails, writes on, and mends; answers what the fault was. */
  async run(): Promise<string> {
    const faults = this.faults();
    const names = Object.keys(faults);
    const name = names[this.dice.below(names.length)] ?? '';
    await this.write();
    const mend = await faults[name]?.();
    await this.write();
    await this.answer();
    await sleep(this.dice.below(1500));
    await mend?.();
    await this.write();
    return name;
  }

  /** Each fails at once and resolves to what mends it. */
  private faults(): Readonly<Record<string, () => Promise<() => Promise<void>>>> {
    const { office, mailServer } = this.ground;
    const cut = (): void => office.line.cut();
    const mended = async (): Promise<void> => office.line.mend();
    const imapAway = async (): Promise<() => Promise<void>> => {
      cut();
      await mailServer.imapDown();
      return async () => {
        await mailServer.imapUp();
        await mended();
      };
    };
    return {
      'IMAP away': imapAway,
      'SMTP away': async () => {
        await mailServer.smtpDown();
        return mailServer.smtpUp;
      },
      'line cut': async () => {
        cut();
        return mended;
      },
      'line broken for a moment': async () => {
        cut();
        await mended();
        return async () => undefined;
      },
      'server restarted': async () => {
        await office.end();
        return office.begin;
      },
      'server killed': async () => {
        await sleep(this.dice.below(600));
        await office.kill();
        return office.begin;
      },
      'server killed over an answer': async () => {
        await this.answer();
        await sleep(this.dice.below(60));
        await office.kill();
        return office.begin;
      },
      'new numbers': async () => {
        const back = await imapAway();
        await mailServer.renumber(support);
        return back;
      },
    };
  }

  private async write(): Promise<void> {
    for (let count = 1 + this.dice.below(4); count > 0; count -= 1) {
      const text = `letter ${this.written.length}`;
      const content = Buffer.from(`From: <${anna}>\r\nTo: <${support}>\r\nSubject: ${text}\r\nMessage-ID: <${text.replace(' ', '-')}@customer.example>\r\n\r\n${text}\r\n`);
      const accepted = await deliverPlainly({ port: this.ground.mailServer.smtp, from: anna, to: support, content }).then(() => true, () => false);
      if (accepted) this.written.push(text);
    }
  }

  private async answer(): Promise<void> {
    const conversation = await this.anyConversation();
    if (conversation === null) return;
    const text = `answer ${this.answers.length}.`;
    await this.ground.office.answer(conversation, text);
    this.answers.push(text);
  }

  private async anyConversation(): Promise<ConversationId | null> {
    const all = await this.ground.office.all('conversations');
    return all[this.dice.below(Math.max(1, all.length))]?.id ?? null;
  }

  /** After a while in which everything that waited arrives, and then a second in which something doubled would. */
  async judge(say: (line: string) => void): Promise<Figures> {
    await eventually(async () => {
      const [taken, received] = await this.seen();
      const open = (await this.standing()).filter(({ state }) => state === 'accepted').length;
      if (open + missing(this.written, taken).length + missing(await this.unnamed(), received).length > 0) throw new Error('not yet');
    }, 150_000).catch(() => undefined);
    await sleep(1500);
    const [taken, received] = await this.seen();
    const unnamed = await this.unnamed();
    const lost = [...missing(this.written, taken), ...missing(unnamed, received)];
    if (lost.length > 0) say(`lost: ${lost.join(', ')}; the mailbox: ${JSON.stringify(await this.ground.office.db('mailboxes').select('state', 'validity', 'uid'))}`);
    return {
      runs: 0,
      acknowledged: this.written.length + this.answers.length,
      lost: lost.length,
      twice: taken.length - new Set(taken).size + (received.length - new Set(received).size),
      letters: this.written.length,
      answers: this.answers.length,
      in_doubt: this.answers.length - unnamed.length,
    };
  }

  private async standing(): Promise<readonly { readonly text: string; readonly state: string; readonly isNamed: boolean }[]> {
    return (await this.ground.office.all('messages')).flatMap(({ part, text }) => (part.kind === 'outbound' ? [{ text, state: part.delivery.state, isNamed: isDoubtful(part.delivery) }] : []));
  }

  /** The answers of which nobody says that they may not have arrived. */
  private async unnamed(): Promise<readonly string[]> {
    const named = new Set((await this.standing()).flatMap(({ text, isNamed }) => (isNamed ? [text] : [])));
    return this.answers.filter((text) => !named.has(text));
  }

  private async seen(): Promise<readonly [readonly string[], readonly string[]]> {
    const taken = (await this.ground.office.all('messages')).flatMap(({ part, text }) => (part.kind === 'inbound' ? [text] : []));
    const received = (await this.ground.mailServer.mails(anna)).flatMap((raw) => /^answer \d+\./m.exec(raw)?.[0] ?? []);
    return [taken, received];
  }
}

function missing(wanted: readonly string[], found: readonly string[]): readonly string[] {
  const there = new Set(found);
  return wanted.filter((one) => !there.has(one));
}
