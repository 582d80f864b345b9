import { chainAfter, lostEvent, strangeEvent, type Link } from '#db/central/audit-chain';
import type { Reader, Writer } from '#db/central/open';
import type { Head } from './seal-waiting';
import { genesis, sealOf } from './seal';

/**
 * `removed`: an event or a seal is gone. `changed`: an event is not what was sealed at its place; it was edited, or others
 * were inserted or reordered. `inserted`: an event that nobody sealed and that does not wait for it. `truncated`: the chain
 * ends before a head that was noted outside. `rewritten`: it holds, and is not the one that was noted outside.
 */
export type Finding = {
  readonly what: 'removed' | 'changed' | 'inserted' | 'truncated' | 'rewritten';
  /** Where in the chain, or null for an event that has no place. */
  readonly place: number | null;
  readonly event: number | null;
};

export type Verified = { readonly events: number; readonly finding: Finding | null };

const page = 2000;

/** Walks the whole chain and names the first place where it does not hold. */
export async function verifyAudit(db: Reader | Writer, secret: string, heads: readonly Head[]): Promise<Verified> {
  const expected = new Map(heads.map(({ place, hash }) => [place, hash]));
  let at: Head = { place: 0, hash: genesis };
  for (;;) {
    const links = await chainAfter(db, at.place, page);
    for (const link of links) {
      const finding = judge(link, { at, secret, expected });
      if (finding !== null) return { events: at.place, finding };
      at = link.seal;
    }
    if (links.length < page) return { events: at.place, finding: await outsideChain(db, at, heads) };
  }
}

type Ground = { readonly at: Head; readonly secret: string; readonly expected: ReadonlyMap<number, string> };

function judge({ seal, event }: Link, { at, secret, expected }: Ground): Finding | null {
  const place = at.place + 1;
  if (seal.place !== place || event === null) return { what: 'removed', place, event: seal.place === place ? seal.event : null };
  if (sealOf(secret, at.hash, { place, event }) !== seal.hash) return { what: 'changed', place, event: seal.event };
  const noted = expected.get(place);
  return noted === undefined || noted === seal.hash ? null : { what: 'rewritten', place, event: seal.event };
}

async function outsideChain(db: Reader | Writer, at: Head, heads: readonly Head[]): Promise<Finding | null> {
  if (heads.some(({ place }) => place > at.place)) return { what: 'truncated', place: at.place + 1, event: null };
  const lost = await lostEvent(db);
  if (lost !== null) return { what: 'removed', place: null, event: lost };
  const strange = await strangeEvent(db);
  return strange === null ? null : { what: 'inserted', place: null, event: strange };
}
