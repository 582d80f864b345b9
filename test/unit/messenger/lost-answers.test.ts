import type { MessengerSetup } from '#contract/messenger';
import { freePort } from '#db/central/free-port';
import { minute, second } from '#kernel/instant';
import { afterEach, describe, expect, test } from 'vitest';
import type { Said } from '../../support/messengers/messenger-double';
import { closeRoads, connect, max, outgoing, roadAt, roadTo, telegram, vk, whatsapp } from '../../support/messengers/road-to';

afterEach(closeRoads);

const answer = outgoing({ kind: 'text', text: 'Здравствуйте' });
const all: readonly MessengerSetup[] = [telegram, vk, max, whatsapp, connect];

/** What each says when it asks for patience, and when it will not have this person written to. */
const refusals: Readonly<Record<MessengerSetup['kind'], { readonly crowded: Said; readonly after: number | undefined; readonly forbidden: Said; readonly reason: string }>> = {
  telegram: {
    crowded: { status: 429, body: { ok: false, error_code: 429, description: 'Too Many Requests', parameters: { retry_after: 7 } } },
    after: 7 * second,
    forbidden: { status: 403, body: { ok: false, error_code: 403, description: 'Forbidden: bot was blocked by the user' } },
    reason: 'delivery.blocked',
  },
  vk: { crowded: { status: 200, body: { error: { error_code: 9 } } }, after: minute, forbidden: { status: 200, body: { error: { error_code: 901 } } }, reason: 'delivery.blocked' },
  max: { crowded: { status: 429, body: {}, headers: { 'retry-after': '7' } }, after: 7 * second, forbidden: { status: 403, body: {} }, reason: 'delivery.blocked' },
  whatsapp: { crowded: { status: 429, body: { error: { code: 130429 } } }, after: minute, forbidden: { status: 403, body: { error: { code: 131031 } } }, reason: 'delivery.refused' },
  connect: { crowded: { status: 429, body: {} }, after: undefined, forbidden: { status: 410, body: {} }, reason: 'delivery.blocked' },
};

describe.each(all)('an answer to $kind', (setup) => {
  const { crowded, after, forbidden, reason } = refusals[setup.kind];

  test('waits as long as it was asked to', async () => {
    const { road } = await roadTo(setup, () => crowded);
    expect(await road.send(answer)).toMatchObject({ outcome: 'retry', reason: 'delivery.unreachable', ...(after === undefined ? {} : { after }) });
  });

  test('that is forbidden is named, and not tried again', async () => {
    const { road } = await roadTo(setup, () => forbidden);
    expect(await road.send(answer)).toMatchObject({ outcome: 'refused', reason });
  });

  test('that was taken without a word is repeated only where a repeat is known as one', async () => {
    const { road, double } = await roadTo(setup, () => ({ status: 200, lost: true }));
    expect((await road.send(answer)).outcome).toBe(setup.kind === 'vk' || setup.kind === 'connect' ? 'retry' : 'doubt');
    await road.send(answer);
    const names = double.asked.map(({ headers, body }) => (setup.kind === 'vk' ? new URLSearchParams(body).get('random_id') : headers['webhook-id']));
    expect(names[0]).toBe(names[1]);
    if (setup.kind === 'vk' || setup.kind === 'connect') expect(names[0]).toBeTruthy();
  });

  test('that was taken in words which nobody understands is not sent again by itself', async () => {
    const { road } = await roadTo(setup, () => ({ status: 200, body: { fine: true } }));
    const { outcome } = await road.send(answer);
    expect(outcome).toBe({ telegram: 'doubt', vk: 'retry', max: 'doubt', whatsapp: 'doubt', connect: 'sent' }[setup.kind]);
  });

  test('that never got there is tried again', async () => {
    expect(await roadAt(setup, `http://127.0.0.1:${await freePort()}`).send(answer)).toMatchObject({ outcome: 'retry', reason: 'delivery.unreachable' });
  });

  test.skipIf(setup.kind === 'vk' || setup.kind === 'connect')('says that it may be leaving before the messenger can have it', async () => {
    const order: string[] = [];
    const { road } = await roadTo(setup, () => {
      order.push('asked');
      return forbidden;
    });
    await road.send({ ...answer, leaving: () => Promise.resolve(void order.push('leaving')) });
    expect(order).toEqual(['leaving', 'asked']);
  });
});
