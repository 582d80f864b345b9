import { limits } from '#contract/limits';
import { fromDesk } from '#contract/protocol';
import { pushFrames } from '#desk/replica/push-frames';
import { fileBounds } from '#domain/conversation/outgoing-file';
import { recipientBounds } from '#domain/conversation/recipients';
import { id } from '#kernel/id';
import { writable } from '#kernel/text';
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';

function note(number: number, text: string): Parameters<typeof pushFrames>[0][number] {
  return { id: number, intent: { name: 'note.add', args: { message: id('message', randomUUID()), conversation: id('conversation', randomUUID()), text } } };
}

function numbers(frames: ReturnType<typeof pushFrames>): readonly number[] {
  return frames.flatMap(({ mutations }) => mutations.map((one) => one.id));
}

test('long messages that wait together leave in frames that the server takes, in their order', () => {
  const waiting = Array.from({ length: 12 }, (_, index) => note(index + 1, 'ж'.repeat(limits.messageText)));
  const frames = pushFrames(waiting);
  expect(numbers(frames)).toEqual(waiting.map((one) => one.id));
  for (const frame of frames) expect(Buffer.byteLength(JSON.stringify(frame))).toBeLessThanOrEqual(limits.clientFrame);
});

test('the longest message fits into a frame, however its signs are written', () => {
  for (const sign of ['\u0001', '\ud800', '漢', '"', '\n', '😀']) {
    const [frame] = pushFrames([note(1, writable(sign.repeat(limits.messageText / sign.length)))]);
    expect(Buffer.byteLength(JSON.stringify(frame))).toBeLessThanOrEqual(limits.clientFrame);
  }
});

test('the longest answer with all its files and recipients fits into a frame', () => {
  const line = (length: number): string => '漢'.repeat(length);
  const attachments = Array.from({ length: fileBounds.most }, () => ({ hash: 'a'.repeat(64), name: line(fileBounds.name), size: fileBounds.each, type: 'a'.repeat(fileBounds.type) }));
  const to = Array.from({ length: recipientBounds.most }, () => 'a'.repeat(recipientBounds.address));
  const args = { message: id('message', randomUUID()), conversation: id('conversation', randomUUID()), text: line(limits.messageText), fence: 1, attachments, recipients: { to, cc: [], bcc: [] } };
  const [frame] = pushFrames([{ id: 1, intent: { name: 'message.send', args } }]);
  expect(Buffer.byteLength(JSON.stringify(frame))).toBeLessThanOrEqual(limits.clientFrame);
});

test('short mutations travel many in a frame, and no frame holds more than the server reads', () => {
  const frames = pushFrames(Array.from({ length: 600 }, (_, index) => note(index + 1, 'x')));
  expect(numbers(frames)).toEqual(Array.from({ length: 600 }, (_, index) => index + 1));
  expect(frames.length).toBe(3);
  for (const frame of frames) expect(fromDesk.safeParse(frame).success).toBe(true);
});
