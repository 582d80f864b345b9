import { importFields } from '#contract/import-job';

type Kinds = typeof importFields;
type FieldOf<Kind extends keyof Kinds> = keyof Kinds[Kind] & string;
type Field = { readonly [Kind in keyof Kinds]: FieldOf<Kind> }[keyof Kinds];

/** The text that names a field; null for what only objects have, which is shown as the server says it. */
export function fieldName(field: string): `import.field.${Field}` | null {
  const known = Object.values(importFields).flatMap((fields) => Object.keys(fields)).find((name): name is Field => name === field);
  return known === undefined ? null : `import.field.${known}`;
}
