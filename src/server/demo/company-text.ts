import type { Role } from '#domain/access/person';
import type { Article, ArticleFact, Macro } from './article';
import type { Phrases, Topic } from './topic';
import type { Keyboard } from './typos';

export type Gender = 'man' | 'woman';
export type TeamName = Topic['team'];
/** Where customers come in, each with a queue of its own. */
export type DoorName = 'mail' | 'chat' | 'delivery' | 'business';

export type Colleague = { readonly name: string; readonly gender: Gender; readonly login: string; readonly roles: readonly Role[]; readonly teams: readonly TeamName[] };

/** Everything that a demonstration company says in one language. */
export type CompanyText = {
  readonly language: 'ru' | 'en';
  readonly shop: string;
  /** The domain of the shop's addresses; reserved, so that nothing can leave the machine by mistake. */
  readonly domain: string;
  /** The domain of its customers' mailboxes. */
  readonly mailDomain: string;
  readonly site: string;
  /** Hours that the shop's clock is ahead of UTC. */
  readonly hoursAhead: number;
  readonly teams: Readonly<Record<TeamName, string>>;
  readonly queues: Readonly<Record<DoorName, string>>;
  readonly channels: Readonly<Record<DoorName, string>>;
  readonly colleagues: readonly Colleague[];
  readonly firstNames: Readonly<Record<Gender, readonly string[]>>;
  /** Family names by gender; the same list twice where the language does not mind. */
  readonly lastNames: Readonly<Record<Gender, readonly string[]>>;
  readonly companies: readonly string[];
  readonly cities: readonly string[];
  readonly streets: readonly string[];
  readonly goods: readonly (readonly [name: string, price: number])[];
  /** Goods that come in parts, with fittings. */
  readonly kits: readonly string[];
  readonly promos: readonly string[];
  readonly money: (amount: number) => string;
  readonly facts: { readonly orders: string; readonly spent: string; readonly tier: string; readonly last: string; readonly tiers: readonly [string, string, string] };
  readonly topics: readonly Topic[];
  readonly phrases: Phrases;
  readonly keyboard: Keyboard;
  /** They stand in any text, and say nothing of what it is about. */
  readonly smallWords: string;
  readonly currency: 'RUB' | 'GBP';
  /** What is said of an order: it is on its way, or it has come. */
  readonly orderStatuses: { readonly underWay: string; readonly received: string };
  readonly articles: readonly Article[];
  readonly articleFacts: readonly ArticleFact[];
  readonly articleKinds: Readonly<Record<Article['kind'], string>>;
  /** Over the parts of an article: what is done in order, and what else is good to know. */
  readonly articleHeadings: { readonly steps: string; readonly rest: string };
  readonly macros: readonly Macro[];
};
