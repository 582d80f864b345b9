import type { ConversationRow } from '#domain/conversation/conversation';
import { isFinished } from '#domain/conversation/case';
import type { Intent } from '#domain/mutators';
import { id } from '#kernel/id';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Dice } from '../simulation/dice';
import type { Ledger } from './ledger';
import type { LightDesk, OwnersCommand } from './light-desk';

/** What waits at one desk at most: somebody who is offline for long writes no more. */
const mostWaiting = 60;

export type Day = { readonly desk: LightDesk; readonly dice: Dice; readonly ledger: Ledger; readonly pause: number; readonly isOver: () => boolean };

/** An agent who writes notes and answers, finishes and reopens, takes and hands over, as the dice say. */
export async function agentDay(day: Day): Promise<void> {
  const { desk, dice, pause, isOver } = day;
  /** Each conversation is asked for once in a while: a second command may find what the first has done. */
  const asked = new Map<string, number>();
  let commanding: Promise<void> | null = null;
  while (!isOver()) {
    await sleep(pause * (0.5 + dice.roll()));
    const all = desk.rows.all('conversations');
    const own = all.filter(({ assignee }) => assignee === desk.me);
    const conversation = dice.pick(own.length > 0 && dice.chance(0.5) ? own : all);
    if (conversation === undefined || desk.outbox.length >= mostWaiting || isOver()) continue;
    if (commanding === null && dice.chance(own.length === 0 ? 0.6 : 0.15) && (asked.get(conversation.id) ?? 0) < performance.now() - 20_000) {
      asked.set(conversation.id, performance.now());
      const ended = desk.command(commandFor(day, conversation)).then(() => {
        commanding = null;
      });
      commanding = ended;
    } else write(day, conversation);
  }
  await commanding;
}

function commandFor({ desk, dice }: Day, conversation: ConversationRow): OwnersCommand {
  const args = { conversation: conversation.id, event: id('message', randomUUID()) };
  if (conversation.assignee === null) return { name: 'conversation.take', args };
  const to = dice.chance(0.4) ? null : (dice.pick(desk.rows.all('people'))?.id ?? null);
  return { name: 'conversation.assign', args: { ...args, to } };
}

function write({ desk, dice, ledger }: Day, conversation: ConversationRow): void {
  const finished = isFinished(desk.rows.get('cases', conversation.case)?.state ?? { status: 'new' });
  const isMine = conversation.assignee === desk.me;
  if (isMine && dice.chance(0.12)) {
    const event = id('message', randomUUID());
    const intent: Intent = { name: finished ? 'case.reopen' : 'case.resolve', args: { conversation: conversation.id, event } };
    return desk.mutate(intent, { event });
  }
  const isAnswer = isMine && !finished && dice.chance(0.7);
  const text = ledger.words(isAnswer ? 'answer' : 'note');
  desk.mutate({ name: isAnswer ? 'message.send' : 'note.add', args: { message: id('message', randomUUID()), conversation: conversation.id, text } }, { text });
}
