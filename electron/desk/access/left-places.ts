import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { deleteCache } from '#db/cache/open';
import { countWaiting } from '#db/cache/outbox';
import type { Me } from '#contract/session';
import type { KnownPerson } from './computer-file';

/** The folder of a tenant's person: nobody else's work is ever opened there. */
export function folderOf(home: string, me: Pick<Me, 'tenant' | 'id'>): string {
  return join(home, me.tenant, me.id);
}

/** Wipes the copy of somebody who is not here; what they wrote and did not send stays for their return. */
export function wipeCopy(folder: string): void {
  const copy = join(folder, 'cache.db');
  for (const file of [copy, `${copy}.loading`]) deleteCache(file);
}

/** The copies of all of these but of the one who is here. */
export function wipeCopies(home: string, people: readonly KnownPerson[], here: Pick<Me, 'tenant' | 'id'> | null): void {
  for (const { me } of people) if (me.id !== here?.id || me.tenant !== here.tenant) wipeCopy(folderOf(home, me));
}

export type Left = { readonly name: string; readonly waiting: number };

/** Whose work waits at this computer, and how much; never what. */
export async function workLeftHere(home: string, people: readonly KnownPerson[]): Promise<readonly Left[]> {
  const left: Left[] = [];
  for (const { me } of people) {
    const outbox = join(folderOf(home, me), 'outbox.db');
    const waiting = existsSync(outbox) ? await countWaiting(outbox) : 0;
    if (waiting > 0) left.push({ name: me.name, waiting });
  }
  return left;
}
