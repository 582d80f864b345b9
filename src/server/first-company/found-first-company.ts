import { addAccount, addTenant, findAccount, hasOwnTenant } from '#db/central/accounts';
import { hasTenant } from '#db/central/demo';
import type { Reader } from '#db/central/open';
import type { RowChange } from '#domain/tables';
import { id } from '#kernel/id';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { hashPassword } from '../access/password';
import type { Commit } from '../sync/commit';
import { inventFirstSignIn, readFirstSignIn, type FirstSignIn } from './first-sign-in';
import { firstCompanyTexts, type FirstCompanyText } from './text/text';

/** Reserved names (RFC 2606), so that nothing leaves by mistake before the company's own addresses are set. */
const signInAddress = 'admin@company.example';
const mailAddress = 'support@company.example';
const site = 'company';

export type FirstCompany = { readonly db: Reader; readonly commit: Commit; readonly folder: string; readonly language: 'ru' | 'en' };

/**
 * A server without a company gets one: a team with a queue, a mail address and a chat, and one person who may do
 * everything. Every step knows what a start that broke off left. Returns the file that says how that person signs in,
 * or null where a company was founded in another way.
 */
export async function foundFirstCompany({ db, commit, folder, language }: FirstCompany): Promise<string | null> {
  const path = join(folder, 'first-sign-in.json');
  const text = firstCompanyTexts[language];
  const known = await readFirstSignIn(path);
  const isBegun = known !== null && (await hasTenant(db, known.tenant));
  if (!isBegun && (await hasOwnTenant(db))) return null;
  const first = known ?? (await inventFirstSignIn(path, signInAddress));
  if (!isBegun) await db.transaction((tx) => addTenant(tx, { id: first.tenant, name: text.company, demonstration: false }));
  if ((await findAccount(db, first.email)) === null) await appoint(commit, first, text);
  return path;
}

async function appoint(commit: Commit, first: FirstSignIn, text: FirstCompanyText): Promise<void> {
  const password = await hashPassword(first.password);
  const person = id('person', randomUUID());
  const team = id('team', randomUUID());
  const queue = id('queue', randomUUID());
  const rows: readonly RowChange[] = [
    { op: 'put', table: 'teams', row: { id: team, name: text.team, version: 0 } },
    { op: 'put', table: 'queues', row: { id: queue, team, name: text.queue, version: 0, asksOutcome: false } },
    { op: 'put', table: 'channels', row: { id: id('channel', randomUUID()), kind: 'email', name: text.mail, address: mailAddress, queue, version: 0 } },
    { op: 'put', table: 'channels', row: { id: id('channel', randomUUID()), kind: 'chat', name: text.chat, address: site, queue, version: 0 } },
    { op: 'put', table: 'people', row: { id: person, name: text.person, roles: ['agent', 'administrator'], teams: [team], version: 0 } },
  ];
  await commit(first.tenant, async (tx, _now, put) => {
    await put(rows);
    await addAccount(tx, { tenant: first.tenant, person, email: first.email, password });
  });
}
