import type { DispositionId, QueueId } from '#kernel/id';
import type { Duration } from '#kernel/instant';
import { done, refused, type Outcome as Judged } from '#kernel/outcome';

/** In both languages of the company's people. */
export type Title = { readonly ru: string; readonly en: string };

export type OutcomeField = { readonly key: string; readonly title: Title; readonly required: boolean; readonly takes: { readonly kind: 'text' } | { readonly kind: 'number' } | { readonly kind: 'choice'; readonly of: readonly string[] } };

/** What may come of a case, and what has to be written down with it. `queue`: where it is offered; null: everywhere. */
export type DispositionRow = {
  readonly id: DispositionId;
  readonly queue: QueueId | null;
  /** Short and lasting: by it reports tell outcomes apart. */
  readonly code: string;
  readonly title: Title;
  readonly fields: readonly OutcomeField[];
  readonly place: number;
  readonly version: number;
};

/** What the person says. `took`: how long they needed to write it down. */
export type OutcomeSaid = { readonly disposition: DispositionId; readonly values: Readonly<Record<string, string>>; readonly took: Duration };

/** What is kept with the case; its words stay when the disposition is changed or removed. */
export type Outcome = { readonly disposition: DispositionId; readonly code: string; readonly title: Title; readonly values: readonly { readonly title: Title; readonly value: string }[]; readonly took: Duration };

export type OutcomeFault = 'outcome.required' | 'outcome.absent' | 'outcome.incomplete';

export const outcomeBounds = { value: 500, fields: 10, choices: 30, title: 80, code: 40, took: 24 * 3600_000 } as const;

/** What a field says of a value: nothing where it takes it. Surrounding space never counts. */
export function faultOfValue({ required, takes }: OutcomeField, value: string | undefined): 'missing' | 'wrong' | null {
  const written = value?.trim() ?? '';
  if (written === '') return required ? 'missing' : null;
  if (written.length > outcomeBounds.value) return 'wrong';
  if (takes.kind === 'number') return isNumber(written) ? null : 'wrong';
  return takes.kind === 'choice' && !takes.of.includes(written) ? 'wrong' : null;
}

/** With a comma or a point, as people write. */
function isNumber(written: string): boolean {
  return /^-?\d+([.,]\d+)?$/.test(written);
}

/** The outcome to keep, or why there is none. `isAsked`: the queue lets no case end without. */
export function outcomeOf(said: OutcomeSaid | undefined, where: { readonly queue: QueueId; readonly isAsked: boolean; readonly disposition: DispositionRow | undefined }): Judged<Outcome | null, OutcomeFault> {
  if (said === undefined) return where.isAsked ? refused('outcome.required') : done(null);
  const { disposition } = where;
  if (disposition === undefined || (disposition.queue !== null && disposition.queue !== where.queue)) return refused('outcome.absent');
  const { id, code, title, fields } = disposition;
  if (fields.some((field) => faultOfValue(field, said.values[field.key]) !== null)) return refused('outcome.incomplete');
  const values = fields.flatMap((field) => {
    const value = said.values[field.key]?.trim() ?? '';
    return value === '' ? [] : [{ title: field.title, value }];
  });
  return done({ disposition: id, code, title, values, took: said.took });
}
