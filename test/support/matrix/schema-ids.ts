import * as contractIds from '#contract/ids';
import { fileHash } from '#contract/outgoing-file';
import { idPrefixes, type IdKind } from '#kernel/id';
import { z } from 'zod';

/** What a value may name: bytes are named by their hash. */
export type NamedKind = IdKind | 'hash';

/** A field of an input whose value names an object, and of which kind. */
export type IdField = { readonly path: string; readonly kind: NamedKind };

export type Fields = {
  readonly ids: readonly IdField[];
  /** Fields that take a value of any shape: what they may hold has to be said elsewhere. */
  readonly opaque: readonly string[];
};

const kinds = new Map<unknown, NamedKind>(Object.entries(contractIds).flatMap(([name, schema]): [unknown, IdKind][] => {
  const kind = name.replace(/Id$/, '');
  return isKind(kind) ? [[schema, kind]] : [];
})).set(fileHash, 'hash');

/** Every id that an input can carry, found in its schema. */
export function fieldsOf(schema: z.core.$ZodType, path = ''): Fields {
  const kind = kinds.get(schema);
  if (kind !== undefined) return { ids: [{ path, kind }], opaque: [] };
  if (schema instanceof z.ZodUnknown || schema instanceof z.ZodAny) return { ids: [], opaque: [path] };
  return unique(childrenOf(schema, path).map(([child, at]) => fieldsOf(child, at)));
}

/** Objects in a schema that let fields pass which they do not name. */
export function looseObjects(schema: z.core.$ZodType, path = ''): readonly string[] {
  const own = schema instanceof z.ZodObject && !(schema.def.catchall instanceof z.ZodNever) ? [path === '' ? 'as a whole' : path] : [];
  return [...own, ...childrenOf(schema, path).flatMap(([child, at]) => looseObjects(child, at))];
}

type Child = readonly [z.core.$ZodType, string];

function childrenOf(schema: z.core.$ZodType, path: string): readonly Child[] {
  if (schema instanceof z.ZodObject) return Object.entries(schema.shape).map(([key, child]) => [child, path === '' ? key : `${path}.${key}`]);
  if (schema instanceof z.ZodArray) return [[schema.element, `${path}[]`]];
  if (schema instanceof z.ZodUnion) return schema.options.map((option): Child => [option, path]);
  if (schema instanceof z.ZodRecord) return [[schema.keyType, `${path}{}`], [schema.valueType, `${path}{}`]];
  if (schema instanceof z.ZodTuple) return schema.def.items.map((item): Child => [item, `${path}[]`]);
  if (schema instanceof z.ZodPipe) return [[schema.in, path], [schema.out, path]];
  const inner = innerOf(schema);
  return inner === null ? [] : [[inner, path]];
}

function innerOf(schema: z.core.$ZodType): z.core.$ZodType | null {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodReadonly) return schema.unwrap();
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodNonOptional || schema instanceof z.ZodCatch) return schema.unwrap();
  return null;
}

function unique(parts: readonly Fields[]): Fields {
  const ids = new Map(parts.flatMap((part) => part.ids).map((field) => [`${field.path} ${field.kind}`, field]));
  return { ids: named([...ids.values()]), opaque: [...new Set(parts.flatMap((part) => part.opaque))] };
}

/** Where one field takes ids of several kinds, each is a field of its own. */
function named(fields: readonly IdField[]): readonly IdField[] {
  return fields.map(({ path, kind }) => ({ kind, path: fields.some((other) => other.path === path && other.kind !== kind) ? `${path}:${kind}` : path }));
}

function isKind(name: string): name is IdKind {
  return name in idPrefixes;
}
