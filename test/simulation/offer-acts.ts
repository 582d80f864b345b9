import { endOffer } from '#domain/conversation/offer';
import { isOpen } from '#domain/conversation/offered';
import type { Command } from '#domain/mutators';
import { id } from '#kernel/id';
import { deskOf, type Deed } from './acts';
import { peopleOf } from './company';
import { houseJob } from './server-jobs';

/** Somebody offers a conversation, or answers or takes back what they see offered: also what is over by now, and what is another's. */
const personOffers: Deed = (world, step) => {
  const { dice } = world;
  const desk = deskOf(world, step);
  const held = desk?.cache.picture.all('conversations') ?? [];
  const offered = held.filter(({ offer }) => isOpen(offer) || (offer !== null && dice.chance(0.2)));
  const row = dice.pick(offered.length > 0 && dice.chance(0.7) ? offered : held);
  const to = dice.pick(peopleOf(world.company));
  if (desk === null || row === undefined || to === undefined) return;
  const turn = world.nextTurn();
  const event = { conversation: row.id, event: id('message', `ev-${turn}`) };
  const answers = row.offer === null ? [] : (['offer.accept', 'offer.accept', 'offer.decline', 'offer.withdraw'] as const).map((name): Command => ({ name, args: { ...event, offer: row.offer?.id ?? event.event } }));
  const command = dice.pick([{ name: 'offer.make', args: { ...event, to, reason: null } } as const, ...answers]);
  if (command === undefined) return;
  world.say(() => `${desk.outbox.client} asks for ${command.name} of ${row.id}`);
  desk.ask(`command-${turn}`, command);
};

/** Nobody answered within the lease. */
const runsOut: Deed = (world) => {
  const row = world.dice.pick(world.db.rows.all('conversations').filter(({ offer }) => isOpen(offer)));
  if (row === undefined) return;
  const turn = world.nextTurn();
  world.say(() => `the offer of ${row.id} runs out`);
  world.aProcess()?.start(null, (ports) =>
    houseJob(ports, (tx, now) => {
      const conversation = tx.row('conversations', row.id);
      return conversation === undefined ? [] : endOffer(conversation, { id: id('message', `ev-${turn}`), at: now });
    }),
  );
};

export const offerDeeds = { 'person offers': personOffers, 'offer runs out': runsOut } as const satisfies Record<string, Deed>;
