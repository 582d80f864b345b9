import { fromVisitor } from '#contract/chat';
import { arrive } from '../chat-visitor';
import { comesTrue } from '../eventually';
import type { Cell } from './cells';
import type { Heard } from './doors';
import { shopOrigin, type Stage } from './stage';

/** Asks as the support team's visitor, on a page of its own. */
export async function askAsVisitor({ server, support }: Stage, { endpoint, asked }: Cell): Promise<Heard> {
  const page = await arrive({ address: `${server.url.replace('http', 'ws')}/chat`, site: support.site, token: support.token, origin: shopOrigin, after: Number.MAX_SAFE_INTEGER });
  await comesTrue(() => page.frames.some(({ t }) => t === 'welcome'));
  const before = page.frames.length;
  if (endpoint !== '/chat hello') page.send(fromVisitor.parse(asked.body));
  page.send({ t: 'ping' });
  await comesTrue(() => page.frames.slice(before).some(({ t }) => t === 'pong'));
  const frames = page.frames.slice(before);
  page.leave();
  const ticket = frames.flatMap((frame) => (frame.t === 'file' ? [frame.ticket] : []))[0];
  if (ticket !== undefined) return savedWith(server, asked.body, ticket);
  const lines = frames.flatMap((frame) => (frame.t === 'history' ? frame.lines : []));
  const isAnswered = endpoint !== '/chat earlier' || lines.length > 0;
  return { outcome: (await wasMarked(server, asked.body)) && isAnswered ? 'ok' : 'nothing', said: JSON.stringify(frames) };
}

/** Whether the answer that a `seen` names is marked as read now; anything else needs no mark. */
async function wasMarked({ services }: Stage['server'], body: unknown): Promise<boolean> {
  const seen = fromVisitor.safeParse(body).data;
  if (seen?.t !== 'seen') return true;
  const marked: unknown = await services.db('messages').whereIn('id', [...seen.messages]).whereRaw(`part->'delivery'->>'state' = 'read'`).first('id');
  return marked !== undefined;
}

/** What a ticket brings, or its lack; the ids that the answer repeats are those that were asked about. */
async function savedWith({ url }: Stage['server'], body: unknown, ticket: string | null): Promise<Heard> {
  const asked = fromVisitor.parse(body);
  if (ticket === null || asked.t !== 'file') return { outcome: 'nothing', said: '' };
  const saved = await fetch(`${url}/chat/files/${asked.message}/${asked.attachment}?ticket=${ticket}`);
  return { outcome: saved.ok ? 'ok' : 'nothing', said: await saved.text() };
}
