import { scopesOf } from '#domain/scope';
import { keyOf, keyText } from '#sync/change';
import { isDeepStrictEqual } from 'node:util';
import type { CentralTruth } from './central-truth';
import type { ClientProcess } from './client-process';
import { Violation } from './plants';

/** Holds after every step, whatever went wrong before. */
export function checkAlways(truth: CentralTruth, clients: readonly ClientProcess[]): void {
  for (const client of clients) {
    if (truth.lastMutation(client.seat.client) < client.told) {
      throw new Violation(`${client.seat.client} was told that mutation ${client.told} is committed, and it is not`);
    }
    for (const { row } of client.copy.picture.rows.values()) {
      if ('team' in row && !client.seat.actor.teams.includes(row.team)) throw new Violation(`${client.seat.client} holds ${row.id} of another team`);
    }
  }
  for (const [mutation, times] of truth.stored) {
    if (times > 1) throw new Violation(`mutation ${mutation} was applied ${times} times`);
  }
}

/** Holds when the network works again and everything came to rest. */
export function checkQuiet(truth: CentralTruth, clients: readonly ClientProcess[]): void {
  for (const client of clients) {
    const { seat, nextMutation } = client;
    if (truth.lastMutation(seat.client) !== nextMutation - 1) throw new Violation(`${seat.client} wrote ${nextMutation - 1} mutations; the server has ${truth.lastMutation(seat.client)}`);
    if (client.copy.images.size > 0) throw new Violation(`${seat.client} keeps confirmed images with nothing pending`);
    const expected = truth.within(new Set(scopesOf(seat.actor.person, seat.actor.teams, seat.client)));
    for (const change of expected) {
      const key = keyText(keyOf(change));
      const held = client.copy.picture.rows.get(key);
      const row = change.op === 'put' ? change.row : null;
      if (!isDeepStrictEqual(held?.row, row)) throw new Violation(`${seat.client} differs from the server in ${key}`);
    }
    if (client.copy.picture.rows.size !== expected.length) throw new Violation(`${seat.client} holds rows that are not in its scope`);
  }
}
