import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { conversationId } from '#contract/ids';
import type { RequestInput, WatchName, WatchOutput } from '#contract/requests';
import { Workstation } from '#desk/workstation';
import { Shown } from '../../../electron/preload/shown';

/** A desk that attaches files and sends them while the road is cut, says so, and waits to be killed. */
const [, , server = '', signIn = '', home = '', named = '', ...paths] = process.argv;
const conversation = conversationId.parse(named);
const shown = new Shown();
const answered = new Map<number, () => void>();
let sealed: string | null = null;
let calls = 0;

const desk = new Workstation((message) => {
  if (message.t === 'seal') {
    sealed = message.sealed;
    desk.hear({ t: 'sealed', call: message.call, as: 'given' });
  }
  if (message.t === 'show') shown.show(message.call, message.update);
  if (message.t === 'answer') answered.get(message.call)?.();
});
desk.hear({ t: 'start', kept: { sealed: null, isLost: false, isAtWork: false }, settings: { server, folder: join(home, 'desk'), downloads: home, language: 'ru', signIn, undoSend: 0, tour: false, keeper: 'system' } });

function asked(hear: (call: number) => void): Promise<void> {
  const call = (calls += 1);
  return new Promise((resolve) => {
    answered.set(call, resolve);
    hear(call);
  });
}

function until<Name extends WatchName>(name: Name, isSo: (output: WatchOutput<Name>) => boolean): Promise<WatchOutput<Name>> {
  const call = (calls += 1);
  return new Promise((resolve) => {
    shown.expect(call, (output: WatchOutput<Name>) => (isSo(output) ? resolve(output) : undefined));
    desk.hear({ t: 'watch', call, name, input: name === 'conversation' ? { conversation, limit: 50 } : {} });
  });
}

const send = (input: RequestInput<'message.send'>): Promise<void> => asked((call) => desk.hear({ t: 'ask', call, name: 'message.send', input }));

await until('connection', ({ state }) => state === 'online');
await until('conversation', (open) => open !== null);
await asked((call) => desk.hear({ t: 'ask', call, name: 'conversation.take', input: { conversation } }));
await until('conversation', (open) => open?.conversation.assignee !== null);
writeSync(1, 'ready\n');
await until('connection', ({ state }) => state === 'offline');
await asked((call) => desk.hear({ t: 'attach', call, conversation, paths }));
const open = await until('conversation', (now) => now?.files.length === paths.length);
await send({ conversation, text: 'С файлами', attachments: (open?.files ?? []).map(({ hash }) => hash) });
await send({ conversation, text: 'И вслед' });
const { waiting } = await until('connection', (now) => now.waiting === 2);
writeSync(1, `${JSON.stringify({ waiting, sealed })}\n`);
