import { writeSync } from 'node:fs';
import { conversationOf, begun, standing, openKept } from './small-company';
import { readById } from '#db/cache/read-rows';
import { readPosition } from '#db/cache/position';
import { id } from '#kernel/id';

/**
 * A desk that works without a pause until it is killed: writes notes, and now and then takes in the server's word for
 * some of them. Prints the id of each note after it was acknowledged.
 */
const [, , folder = '', life = ''] = process.argv;
const { picture, outbox } = await openKept(folder);
let cursor = (await picture.read(readPosition))?.cursor ?? 0;

for (let step = 0; ; step += 1) {
  const message = id('message', `life${life}n${step}`);
  const outcome = await picture.mutate({ name: 'note.add', args: { message, conversation: conversationOf(step % 4), text: `note ${step}` } }, begun + step);
  if (outcome.ok) writeSync(1, `${message}\n`);
  if (step % 5 === 4) await confirmSome();
}

/** What the server would send for the oldest two: the rows as they are, and how far it got. */
async function confirmSome(): Promise<void> {
  const some = outbox.pending.slice(0, 2);
  const last = some.at(-1);
  if (last === undefined) return;
  const rows = await Promise.all(some.map(({ intent }) => picture.read((db) => readById(db, 'messages', 'message' in intent.args ? intent.args.message : ''))));
  cursor += 1;
  await picture.apply(
    [
      ...rows.flatMap((row) => (row === null ? [] : [{ op: 'put' as const, table: 'messages' as const, row: { ...row, version: 1 } }])),
      { op: 'put', table: 'clients', row: { id: outbox.client.id, lastMutation: last.id, version: cursor } },
    ],
    standing(cursor),
  );
}
