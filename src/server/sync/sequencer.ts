import { numberCommitted } from '#db/central/change-log';
import type { Link } from '#db/central/link';
import { coalesced } from './coalesced';

/** Gives committed transactions their numbers while this process is the leader; else wakes whoever is. */
export type Sequencer = {
  /** Something was committed here, or elsewhere. */
  readonly poke: () => void;
  readonly pokedFromElsewhere: () => void;
  /** Also covers lost wake-ups and takes over from a leader that is gone. Called about once a second. */
  readonly tick: () => void;
  readonly lost: () => void;
};

/** Held for as long as its connection lives; the number is ours alone in this database. */
const leaderLock = 7_201_844;
const batch = 5000;

export type SequencerEvents = { readonly numbered: () => void; readonly failed: (error: unknown) => void };

export function createSequencer(link: () => Link, { numbered, failed }: SequencerEvents): Sequencer {
  let leads = false;

  const numbering = coalesced(async () => {
    for (let count = batch; count >= batch; ) {
      const rows = await link().query(numberCommitted);
      const told = rows?.[0]?.['count'];
      count = typeof told === 'number' ? told : 0;
      // The leader's own process does not wait for its notification.
      if (count > 0) numbered();
    }
  }, failed);

  const calling = coalesced(async () => {
    await link().query("select pg_notify('otklik_poke', '')");
  }, failed);

  const electing = coalesced(async () => {
    if (!leads) {
      const rows = await link().query('select pg_try_advisory_lock($1) as leads', [leaderLock]);
      leads = rows?.[0]?.['leads'] === true;
    }
    if (leads) numbering.ask();
  }, failed);

  return {
    poke: () => (leads ? numbering : calling).ask(),
    pokedFromElsewhere: () => {
      if (leads) numbering.ask();
    },
    tick: () => electing.ask(),
    lost: () => {
      leads = false;
    },
  };
}
