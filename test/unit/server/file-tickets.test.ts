import { id } from '#kernel/id';
import { minute } from '#kernel/instant';
import { createFileTickets } from '#server/channel/chat/file-tickets';
import { expect, test } from 'vitest';

const visiting = { tenant: id('tenant', 'one'), visitor: id('visitor', 'one') };
const file = { message: id('message', 'one'), attachment: id('attachment', 'one-0') };
const tickets = createFileTickets('a secret');

test('S-49 a ticket opens one file of one visitor for a minute, and nothing else', () => {
  const ticket = tickets.sign(visiting, file, 1000);
  expect(tickets.read(ticket, file, 1000 + minute - 1)).toMatchObject(visiting);
  expect(tickets.read(ticket, file, 1000 + minute)).toBeNull();
  expect(tickets.read(ticket, { ...file, attachment: id('attachment', 'one-1') }, 1000)).toBeNull();
  expect(tickets.read(ticket, { ...file, message: id('message', 'two') }, 1000)).toBeNull();
  expect(createFileTickets('another secret').read(ticket, file, 1000)).toBeNull();
});

test('S-49 what only looks like a ticket opens nothing', () => {
  const body = Buffer.from(JSON.stringify({ ...visiting, until: 1e15 })).toString('base64url');
  for (const forged of ['', '.', 'x', body, `${body}.`, `${body}.${body}`, `${tickets.sign(visiting, file, 0)}.x`]) expect(tickets.read(forged, file, 0)).toBeNull();
});
