import { fromChat, type FromChat } from '#contract/chat';
import { id } from '#kernel/id';
import { describe, expect, test } from 'vitest';
import { serverFrame } from '../../../src/widget/server-frame';

const line = '11111111-2222-4333-8444-555555555555';
const frames: readonly FromChat[] = [
  { t: 'welcome', unread: 2 },
  { t: 'welcome', unread: 0, known: true },
  { t: 'welcome', unread: 0, away: { until: 5, byMail: true } },
  { t: 'welcome', unread: 0, away: { until: null, byMail: false } },
  { t: 'left', line },
  { t: 'welcome', unread: 0, known: true, transcript: true },
  { t: 'transcript', to: 'anna@example.org' },
  { t: 'transcript', to: null },
  { t: 'history', lines: [{ from: 'customer', id: id('message', 'a'), line, at: 1, text: 'a' }], older: null },
  { t: 'message', line: { from: 'agent', id: id('message', 'b'), at: 2, text: 'b', name: 'Анна', read: false } },
  { t: 'message', line: { from: 'agent', id: id('message', 'c'), at: 3, text: '', name: 'Анна', read: false, files: [{ id: id('attachment', 'c-0'), name: 'счёт.pdf', size: 1 }] } },
  { t: 'file', message: id('message', 'c'), attachment: id('attachment', 'c-0'), ticket: 'a.b' },
  { t: 'file', message: id('message', 'c'), attachment: id('attachment', 'c-1'), ticket: null },
  { t: 'ack', line, id: id('message', 'a'), at: 1 },
  { t: 'refused', line, code: 'message.empty' },
  { t: 'welcome', unread: 0, rating: { closing: id('message', 'e'), score: null, comment: '' } },
  { t: 'rating', rating: { closing: id('message', 'e'), score: 4, comment: 'ok' } },
  { t: 'rating', rating: null },
  { t: 'typing' },
  { t: 'delivery', unread: 0 },
  { t: 'failure', code: 'server.failed', correlation: 'x' },
  { t: 'pong' },
];

describe('frames of the server', () => {
  test('the widget’s own small reader takes every frame that the contract knows', () => {
    expect(new Set(frames.map(({ t }) => t))).toEqual(new Set(fromChat.options.map((option) => option.shape.t.value)));
    for (const frame of frames) {
      expect(fromChat.parse(frame)).toEqual(frame);
      expect(serverFrame(JSON.stringify(frame))).toEqual(frame);
    }
  });

  test.each(['', 'null', '[]', '{"t":"toString"}', '{"t":"message","line":{"from":"agent"}}', '{"t":"history","lines":[1],"older":null}', '{"t":"note"}', '{"t":"message","line":{"from":"agent","id":"msg_1","at":1,"text":"","name":"","read":true,"files":[null]}}', '{"t":"welcome","unread":null}', '{"t":"welcome","unread":0,"known":1}', '{"t":"rating"}', '{"t":"rating","rating":{"closing":"msg_1","score":"5","comment":""}}', '{"t":"welcome","unread":0,"away":{"until":"soon","byMail":true}}'])('anything else is passed over: %s', (data) => {
    expect(serverFrame(data)).toBeNull();
  });
});
