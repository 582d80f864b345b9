import type { RequestInput } from '#contract/requests';
import { outcomeBounds, type DispositionRow } from '#domain/queue/disposition';
import type { QueueId } from '#kernel/id';

const kinds = ['text', 'number', 'choice'] as const;
export type FieldKind = (typeof kinds)[number];
export const fieldKinds: readonly FieldKind[] = kinds;

/** A field as it is typed: its choices as lines. `key` names it in programs and stays when it is renamed. */
export type TypedField = { readonly key: string; readonly ru: string; readonly en: string; readonly kind: FieldKind; readonly choices: string; readonly required: boolean };
export type TypedOutcome = { readonly ru: string; readonly en: string; readonly code: string; readonly queue: QueueId | null; readonly fields: readonly TypedField[] };

export function typedOutcome(row: DispositionRow | null): TypedOutcome {
  if (row === null) return { ru: '', en: '', code: '', queue: null, fields: [] };
  const fields = row.fields.map(({ key, title, required, takes }) => ({ key, ...title, kind: takes.kind, choices: takes.kind === 'choice' ? takes.of.join('\n') : '', required }));
  return { ...row.title, code: row.code, queue: row.queue, fields };
}

export function freshField(fields: readonly TypedField[]): TypedField {
  const taken = new Set(fields.map(({ key }) => key));
  const number = Array.from({ length: fields.length + 1 }, (_, index) => index + 1).find((one) => !taken.has(`field-${one}`)) ?? 0;
  return { key: `field-${number}`, ru: '', en: '', kind: 'text', choices: '', required: false };
}

/** What to save; null where something is missing or not as it should be. */
export function outcomeValues({ ru, en, code, queue, fields }: TypedOutcome): RequestInput<'dispositions.add'> | null {
  const isWhole = isTitled({ ru, en }) && isCode(code) && fields.every((field) => isTitled(field) && (field.kind !== 'choice' || choicesOf(field).length > 0));
  if (!isWhole) return null;
  return { queue, code, title: { ru: ru.trim(), en: en.trim() }, fields: fields.map((field) => ({ key: field.key, title: { ru: field.ru.trim(), en: field.en.trim() }, required: field.required, takes: field.kind === 'choice' ? { kind: 'choice', of: choicesOf(field) } : { kind: field.kind } })) };
}

export function isCode(code: string): boolean {
  return code.length <= outcomeBounds.code && /^[a-z0-9][a-z0-9_-]*$/.test(code);
}

export function choicesOf({ choices }: TypedField): string[] {
  return [...new Set(choices.split('\n').map((line) => line.trim()).filter((line) => line !== ''))].slice(0, outcomeBounds.choices);
}

function isTitled({ ru, en }: { readonly ru: string; readonly en: string }): boolean {
  return ru.trim() !== '' && en.trim() !== '';
}
