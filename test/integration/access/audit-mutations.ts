import type { Writer } from '#db/central/open';
import type { Dice } from '../../simulation/dice';

/** One hand that reaches past the application into the audit log, and the first place where that must show. */
export type Mutation = { readonly name: string; readonly place: number | null; readonly apply: (tx: Writer) => Promise<unknown> };

type Spot = { readonly place: number; readonly later: number; readonly last: number; readonly forged: string };

export function mutationOf(dice: Dice, last: number): Mutation {
  const place = 1 + dice.below(last);
  const other = 1 + dice.below(last - 1);
  const spot = { place, later: other >= place ? other + 1 : other, last, forged: `forged ${dice.below(1000)}` };
  const picked = dice.pick([...edits(spot, dice), ...removals(spot), ...insertions(spot), ...reorderings(spot)]);
  if (picked === undefined) throw new Error('nothing to roll');
  return picked;
}

const texts = ['tenant', 'person', 'class', 'action', 'object', 'failure', 'correlation'] as const;

function eventAt(tx: Writer, place: number) {
  return tx('audit_events').where('id', '=', tx('audit_seals').where({ place }).select('event'));
}

function edits({ place, forged }: Spot, dice: Dice): readonly Mutation[] {
  const column = dice.pick(texts) ?? 'action';
  return [
    { name: `edit ${column}`, place, apply: (tx) => eventAt(tx, place).update({ [column]: forged }) },
    { name: 'edit the moment', place, apply: (tx) => eventAt(tx, place).update({ at: 1 }) },
    { name: 'forge a seal', place, apply: (tx) => tx('audit_seals').where({ place }).update({ hash: 'f'.repeat(64) }) },
  ];
}

function removals({ place, last }: Spot): readonly Mutation[] {
  const both = async (tx: Writer): Promise<void> => {
    await eventAt(tx, place).delete();
    await tx('audit_seals').where({ place }).delete();
  };
  const closed = async (tx: Writer): Promise<void> => {
    await both(tx);
    for (let at = place + 1; at <= last; at += 1) await tx('audit_seals').where({ place: at }).update({ place: at - 1 });
  };
  const end = async (tx: Writer): Promise<void> => {
    await tx('audit_events').whereIn('id', tx('audit_seals').where('place', '>=', place).select('event')).delete();
    await tx('audit_seals').where('place', '>=', place).delete();
  };
  return [
    { name: 'remove an event', place, apply: (tx) => eventAt(tx, place).delete() },
    { name: 'remove an event with its seal', place, apply: both },
    { name: 'remove an event and close the gap', place, apply: closed },
    { name: 'cut the end off', place, apply: end },
  ];
}

function insertions({ place, last, forged }: Spot): readonly Mutation[] {
  const row = { at: 1, class: 'read', action: forged, correlation: 'forged' };
  const sealed = async (tx: Writer): Promise<void> => {
    const [added] = await tx('audit_events').insert(row).returning<{ id: number }[]>('id');
    for (let at = last; at >= place; at -= 1) await tx('audit_seals').where({ place: at }).update({ place: at + 1 });
    await tx('audit_seals').insert({ place, event: added?.id, hash: 'e'.repeat(64) });
  };
  return [
    { name: 'insert an event', place: null, apply: (tx) => tx('audit_events').insert(row) },
    { name: 'insert an event with a seal of its own', place, apply: sealed },
  ];
}

function reorderings({ place, later }: Spot): readonly Mutation[] {
  const first = Math.min(place, later);
  const seals = async (tx: Writer): Promise<void> => {
    await tx('audit_seals').where({ place }).update({ place: 0 });
    await tx('audit_seals').where({ place: later }).update({ place });
    await tx('audit_seals').where({ place: 0 }).update({ place: later });
  };
  const events = async (tx: Writer): Promise<void> => {
    const [one, two] = await Promise.all([place, later].map(async (at) => (await tx('audit_seals').where({ place: at }).first<{ event: number }>('event')).event));
    await tx('audit_seals').where({ place }).update({ event: -1 });
    await tx('audit_seals').where({ place: later }).update({ event: one });
    await tx('audit_seals').where({ place }).update({ event: two });
  };
  return [
    { name: 'swap two sealed events', place: first, apply: seals },
    { name: 'swap the events under two seals', place: first, apply: events },
  ];
}
