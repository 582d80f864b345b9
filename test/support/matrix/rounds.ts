import type { Role } from '#domain/access/person';
import { id } from '#kernel/id';
import { randomUUID } from 'node:crypto';
import { comesTrue } from '../eventually';
import { isRole, type Cell } from './cells';
import { askAsVisitor } from './chat-door';
import { askOverHttp, DeskDoor, greetOnce, type Heard } from './doors';
import { askers } from './policy-words';
import type { Stage } from './stage';

export type Answered = { readonly cell: Cell; readonly heard: Heard };

/** Questions that one person has under way at once. */
const atOnce = 4;

/** Asks every question: everybody at the same time, each person a few at once, over the doors that the questions belong to. */
export async function askAll(stage: Stage, cells: readonly Cell[]): Promise<Answered[]> {
  const answers = await Promise.all(askers.map(async (asker) => askOf(stage, cells.filter((cell) => cell.asker === asker))));
  return answers.flat();
}

async function askOf(stage: Stage, cells: readonly Cell[]): Promise<readonly Answered[]> {
  const [first] = cells;
  if (first === undefined) return [];
  const overHttp = cells.filter(({ endpoint }) => !endpoint.startsWith('/'));
  const asVisitor = cells.filter(({ endpoint }) => endpoint.startsWith('/chat '));
  const atDesk = cells.filter(({ endpoint }) => endpoint.startsWith('/sync '));
  const alone = atDesk.filter(({ asker, endpoint }) => !isRole(asker) || endpoint === '/sync hello');
  return [
    ...(await inTurns(overHttp, atOnce, (cell) => askOverHttp(stage, cell))),
    ...(await inTurns(asVisitor, 1, (cell) => askAsVisitor(stage, cell))),
    ...(await inTurns(alone, atOnce, (cell) => greetOnce(stage, cell))),
    ...(isRole(first.asker) ? await askAtDesk(stage, first.asker, atDesk.filter((cell) => !alone.includes(cell))) : []),
  ];
}

async function askAtDesk(stage: Stage, role: Role, cells: readonly Cell[]): Promise<readonly Answered[]> {
  if (cells.length === 0) return [];
  const of = (verb: string): readonly Cell[] => cells.filter(({ endpoint }) => endpoint.startsWith(`/sync ${verb}`));
  const door = await DeskDoor.open(stage, stage.people[role]);
  const pushed = of('push ');
  const answers: Answered[] = [];
  for (let at = 0; at < pushed.length; at += 25) {
    const part = pushed.slice(at, at + 25);
    const heard = await door.push(part);
    answers.push(...part.flatMap((cell, index) => heard.slice(index, index + 1).map((one) => ({ cell, heard: one }))));
  }
  answers.push(...(await inTurns(of('command '), 1, (cell) => door.command(cell))), ...(await inTurns(of('ping'), 1, () => door.ping())));
  answers.push(...(await typed(stage, door, of('typing'))));
  const said = door.leave();
  return answers.map(({ cell, heard }) => ({ cell, heard: { ...heard, said: heard.said + said } }));
}

/** Marks keep their order: when the last one is heard, all before it were. */
async function typed({ server, support }: Stage, door: DeskDoor, cells: readonly Cell[]): Promise<readonly Answered[]> {
  const marks = new Set<string>();
  const { onTyping, tellTyping } = server.services.exchange.typing;
  const deaf = onTyping(({ conversation }) => marks.add(conversation));
  for (const cell of cells) await door.typing(cell);
  const last = id('conversation', randomUUID());
  tellTyping({ tenant: support.tenant, conversation: last, by: 'customer' });
  await comesTrue(() => marks.has(last));
  deaf();
  return cells.map((cell) => ({ cell, heard: { outcome: marks.has(cell.about) ? 'ok' : 'nothing', said: '' } }));
}

async function inTurns(cells: readonly Cell[], most: number, ask: (cell: Cell) => Promise<Heard>): Promise<readonly Answered[]> {
  const answers: Answered[] = [];
  const rest = [...cells];
  const worker = async (): Promise<void> => {
    for (let cell = rest.shift(); cell !== undefined; cell = rest.shift()) answers.push({ cell, heard: await ask(cell) });
  };
  await Promise.all(Array.from({ length: most }, worker));
  return answers;
}
