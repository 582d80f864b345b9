import type { Instant } from '#kernel/instant';
import type { Colleague, CompanyText } from './company-text';
import type { Dice } from './dice';
import { inventSlots, type Purchase, type Slots } from './fill-slots';
import type { DemoCustomer } from './make-customers';
import type { OrderNumbers } from './order-numbers';
import type { Topic } from './topic';
import type { Words } from './words';

export type Kind = 'mail' | 'chat';

/** A reason to write, and the words with which it is told. */
export type Cause = { readonly topic: Topic; readonly opening: number };

/** What a conversation will be about; what is said of it follows from this and the dice. */
export type Talk = Cause & {
  readonly company: CompanyText;
  readonly dice: Dice;
  readonly words: Words;
  readonly customer: DemoCustomer;
  readonly agent: Colleague;
  readonly slots: Slots;
  readonly purchase: Purchase;
  readonly start: Instant;
};

export type TalkPlan = Pick<Talk, 'company' | 'dice' | 'words' | 'customer' | 'agent' | 'start'> & { readonly numbers: OrderNumbers };

export function planTalk({ numbers, ...plan }: TalkPlan, { topic, opening }: Cause): Talk {
  const { company, dice, customer, start } = plan;
  const told = inventSlots(company, dice, { name: customer.firstName, city: customer.city, start, topic, opening, numbers });
  return { ...plan, ...told, topic, opening };
}

/** Causes that come before any of them is told in the same words again, in whatever queue. */
const apart = 120;

/** Of what people in companies write; the rest is like everybody's. */
const aboutBusiness = 0.75;

/** Finds causes so that no two in a row are told alike. */
export class Causes {
  readonly #dice: Dice;
  readonly #topics: readonly Topic[];
  #lately: readonly Cause[] = [];

  constructor(topics: readonly Topic[], dice: Dice) {
    this.#topics = topics;
    this.#dice = dice;
  }

  /** Something that this customer may write about. */
  next(customer: DemoCustomer): Cause {
    const topics = this.#topics.filter(customer.company !== null && this.#dice.chance(aboutBusiness) ? isBusiness : isPrivate);
    for (;;) {
      const topic = this.#dice.pick(topics);
      const cause = { topic, opening: this.#dice.between(0, topic.openings.length - 1) };
      if (this.#lately.some((one) => one.topic === topic && one.opening === cause.opening)) continue;
      this.#lately = [...this.#lately, cause].slice(-apart);
      return cause;
    }
  }
}

function isBusiness({ team }: Topic): boolean {
  return team === 'business';
}

function isPrivate(topic: Topic): boolean {
  return !isBusiness(topic);
}
