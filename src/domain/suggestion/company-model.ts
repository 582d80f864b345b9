import type { Instant } from '#kernel/instant';
import type { Feature } from './evidence';
import { bounded, firstModel, type Model } from './model';

/** There is one of a company. */
export const companyModel = 'suggestions';

/**
 * How a company suggests: whether it does, whether a model outside may draft, and what the server learned from what people did.
 * `accepted` names texts by `aliasOf` alone: a copy learns nothing of what it does not hold.
 */
export type ModelRow = {
  readonly id: string;
  readonly isOn: boolean;
  readonly drafts: boolean;
  /** Null: nothing was learned. */
  readonly weights: Readonly<Partial<Record<Feature, number>>> | null;
  readonly accepted: readonly (readonly [alias: string, value: number])[];
  readonly learnedAt: Instant | null;
  readonly version: number;
};

export const unlearned: ModelRow = { id: companyModel, isOn: true, drafts: false, weights: null, accepted: [], learnedAt: null, version: 0 };

/** What a desk ranks with. */
export function modelOf({ weights, learnedAt }: ModelRow): Model {
  return weights === null ? firstModel : { name: `learned ${learnedAt ?? 0}`, weights: bounded(weights), gate: firstModel.gate };
}

/** Names a text to those who hold it; 32 bits twice, by FNV. */
export function aliasOf(key: string): string {
  return `${fnv(key, 0x811c9dc5).toString(36)}.${fnv(key, 0x01000193).toString(36)}`;
}

/** A number from 0 to below 1 that a text decides, the same everywhere. */
export function chanceBy(text: string): number {
  return spread(fnv(text, 0x9e3779b9)) / 2 ** 32;
}

function fnv(text: string, start: number): number {
  let hash = start;
  for (let place = 0; place < text.length; place += 1) hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193);
  return hash >>> 0;
}

function spread(hash: number): number {
  let value = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
