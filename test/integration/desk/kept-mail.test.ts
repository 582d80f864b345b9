import { usualMail } from '#contract/draft-mail';
import { Outbox } from '#desk/replica/outbox';
import { id } from '#kernel/id';
import knex from 'knex';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freshFolder } from './fresh-folder';
import { conversationOf } from './small-company';

const team = id('team', 't');
const named = { recipients: { to: ['anna@home.example'], cc: ['boris@work.example'], bcc: [] }, forwards: id('message', 'm'), quotes: false };

async function reopened(path: string): Promise<Outbox> {
  const { outbox } = await Outbox.open(path);
  return outbox;
}

test('whom a mail names that is being written survives a restart, also before a word of it stands there', async () => {
  const path = join(freshFolder('outbox'), 'outbox.db');
  const first = await reopened(path);
  await first.saveDraft({ conversation: conversationOf(0), mode: 'reply', text: '', team, mail: named }, []);
  await first.saveDraft({ conversation: conversationOf(1), mode: 'reply', text: 'Hello', team, mail: null }, []);
  await first.close();
  const again = await reopened(path);
  expect([...again.drafts(conversationOf(0)), ...again.drafts(conversationOf(1))]).toMatchObject([{ text: '', mail: named }, { text: 'Hello', mail: null }]);
  await again.saveDraft({ conversation: conversationOf(0), mode: 'reply', text: '', team, mail: null }, []);
  expect(again.conversationsOfTexts).toEqual([conversationOf(1)]);
  await again.close();
});

test('a draft whose names cannot be read keeps its text', async () => {
  const path = join(freshFolder('outbox'), 'outbox.db');
  const first = await reopened(path);
  await first.saveDraft({ conversation: conversationOf(0), mode: 'reply', text: 'Hello', team, mail: { ...usualMail, quotes: false } }, []);
  await first.close();
  const db = knex({ client: 'sqlite3', connection: { filename: path }, useNullAsDefault: true });
  await db('drafts').update({ mail: '{"to":' });
  await db.destroy();
  const again = await reopened(path);
  expect(again.drafts(conversationOf(0))).toMatchObject([{ text: 'Hello', mail: null }]);
  await again.close();
});

test('what is to be done with a draft is kept with it, also where nothing is written', async () => {
  const path = join(freshFolder('outbox'), 'outbox.db');
  const along = [{ do: 'tag', tag: 'payment' }, { do: 'assign', to: null }] as const;
  const first = await reopened(path);
  await first.saveDraft({ conversation: conversationOf(0), mode: 'reply', text: '', team, mail: { ...usualMail, along } }, []);
  await first.close();
  const again = await reopened(path);
  expect(again.drafts(conversationOf(0))).toMatchObject([{ text: '', mail: { along } }]);
  await again.close();
});
