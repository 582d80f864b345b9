import { articleVersion } from '#contract/article';
import { personId } from '#contract/ids';
import { contentOf, type ArticleRow } from '#domain/knowledge/article';
import type { MacroRow } from '#domain/knowledge/macro';
import type { ArticleId, MacroId, PersonId, TenantId } from '#kernel/id';
import { z } from 'zod';
import { storableValue } from '../tables/storable';
import { beyond, type IdPage } from './api-pages';
import { importedIds, type ImportedKind } from './import';
import type { Reader, Writer } from './open';
import { rowOf } from './rows';

/** What stands beside the rows of articles and macros: their keys in the system that they come from, and what they were. */
type Texts = { readonly articles: ArticleRow; readonly macros: MacroRow };
type TextTable = keyof Texts;

const kinds = { articles: 'article', macros: 'macro' } as const satisfies Readonly<Record<TextTable, ImportedKind>>;

/** One that comes from no other system is known by its own id. */
export type Keyed<Table extends TextTable> = { readonly id: Texts[Table]['id']; readonly key: string; readonly row: Texts[Table] };

const keys = z.array(z.object({ key: z.string(), id: z.string() }));

async function withKeys<Table extends TextTable>(db: Reader | Writer, tenant: TenantId, { table, found }: { readonly table: Table; readonly found: readonly unknown[] }): Promise<readonly Keyed<Table>[]> {
  const rows: readonly Texts[Table][] = found.map((record) => rowOf(table, record));
  const held = keys.parse(await db('import_keys').where({ tenant, kind: kinds[table] }).whereIn('id', rows.map(({ id }) => id)).select('key', 'id'));
  const byId = new Map(held.map(({ id, key }) => [id, key]));
  return rows.map((row) => ({ id: row.id, key: byId.get(row.id) ?? row.id, row }));
}

export async function textPage<Table extends TextTable>(db: Reader, tenant: TenantId, { table, page }: { readonly table: Table; readonly page: IdPage }): Promise<readonly Keyed<Table>[]> {
  const found: unknown[] = await db(table).where({ tenant }).where(beyond(page)).orderBy('id').limit(page.most);
  return withKeys(db, tenant, { table, found });
}

type NamedText<Table extends TextTable> = { readonly table: Table } & ({ readonly id: ArticleId | MacroId } | { readonly key: string });

/** By its id, or by its key in the system that it comes from. */
export async function findText<Table extends TextTable>(db: Reader | Writer, tenant: TenantId, named: NamedText<Table>): Promise<Keyed<Table> | null> {
  const { table } = named;
  const id = 'id' in named ? named.id : ((await importedIds(db, tenant, { kind: kinds[table], keys: [named.key] })).get(named.key) ?? named.key);
  const found: unknown[] = await db(table).where({ tenant, id });
  return (await withKeys(db, tenant, { table, found }))[0] ?? null;
}

/** By title. */
export async function macrosOf(db: Reader, tenant: TenantId, most: number): Promise<readonly MacroRow[]> {
  const found: unknown[] = await db('macros').where({ tenant }).orderBy(['title', 'id']).limit(most);
  return found.map((record) => rowOf('macros', record));
}

/** Keeps what an article is now, so that it can be looked at and brought back when it is something else. */
export async function keepVersion(tx: Writer, tenant: TenantId, { row, by }: { readonly row: ArticleRow; readonly by: PersonId | null }): Promise<void> {
  const { id, revision, updatedAt } = row;
  await tx('article_versions').insert({ tenant, article: id, revision, at: updatedAt, by, content: JSON.stringify(contentOf(row), storableValue) });
}

type Named = { readonly table: 'teams' | 'people'; readonly ids: readonly string[] };

/** Whether all of these are of the company. */
export async function areOfCompany(db: Reader | Writer, tenant: TenantId, { table, ids }: Named): Promise<boolean> {
  const distinct = [...new Set(ids)];
  if (distinct.length === 0) return true;
  return (await db(table).where({ tenant }).whereIn('id', distinct).pluck('id')).length === distinct.length;
}

/** One that is gone may come again under its key. */
export async function forgetKey(tx: Writer, tenant: TenantId, { table, id }: { readonly table: TextTable; readonly id: ArticleId | MacroId }): Promise<void> {
  await tx('import_keys').where({ tenant, kind: kinds[table], id }).delete();
}

const version = z.object({ revision: z.number(), at: z.number(), by: personId.nullable(), title: z.string() });

/** Newest first. */
export async function versionsOf(db: Reader, tenant: TenantId, { article, most }: { readonly article: ArticleId; readonly most: number }): Promise<z.infer<typeof version>[]> {
  const found: unknown = await db('article_versions').where({ tenant, article }).orderBy('revision', 'desc').limit(most).select('revision', 'at', 'by', db.raw(`content->>'title' as title`));
  return z.array(version).parse(found);
}

export async function findVersion(db: Reader, tenant: TenantId, named: { readonly article: ArticleId; readonly revision: number }): Promise<z.infer<typeof articleVersion> | null> {
  const found: unknown = await db('article_versions').where({ tenant, ...named }).first('content');
  return found === undefined ? null : z.object({ content: articleVersion }).parse(found).content;
}

export async function votesOf(tx: Writer, tenant: TenantId, article: ArticleId): Promise<readonly string[]> {
  return z.array(z.string()).parse(await tx('votes').where({ tenant, article }).orderBy('id').pluck('id'));
}

/** Articles that name one of these as theirs in the other language, held until the transaction ends; those themselves are not among them. */
export async function lockPaired(tx: Writer, tenant: TenantId, articles: readonly ArticleId[]): Promise<readonly ArticleRow[]> {
  const found: unknown[] = await tx('articles').where({ tenant }).whereIn('counterpart', [...articles]).whereNotIn('id', [...articles]).orderBy('id').forUpdate();
  return found.map((record) => rowOf('articles', record));
}
