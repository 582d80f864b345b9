import { importId } from '#contract/ids';
import { heldBytes, importBounds, importFields, importJob, importList, importLook, importPreview, importProblemsPage, importStart, newImport, pieceQuery, problemsQuery, type ImportJob } from '#contract/import-job';
import type { Failure } from '#contract/failures';
import { addImport, addImportPiece, beginImport, findImport, heldByImports, importsOf, lockImportRow, problemsOf, setImportState, type ImportRow } from '#db/central/imports';
import type { Central } from '#db/central/open';
import { id, type ImportId } from '#kernel/id';
import { done, refused, type Outcome } from '#kernel/outcome';
import { singleLine } from '#kernel/text';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { SignedIn } from '../access/sessions';
import { bodyInput, noInput, objectRoute, personRoute, type Call, type Route } from '../route';
import { serverTime } from '../sync/server-time';
import { lookAt } from './look';
import { headOf } from './read-batch';

export type ImportJobPorts = { readonly db: Central; readonly wake: () => void };

const administrators = { for: 'people', roles: ['administrator'] } as const;
const rate = { per: 'session', burst: 60, perSecond: 5 } as const;
const noQuery = z.strictObject({});
const named = z.strictObject({ import: importId });

/** Files of one company that may lie here at once, in bytes. */
const mostBytes = 8 * 1024 * 1024 * 1024;

/** An administrator brings a file in: it is uploaded piece by piece, looked at, and then taken in by a job. */
export function importJobRoutes(ports: ImportJobPorts): readonly Route[] {
  const { db } = ports;
  return [listRoute(db), beginRoute(db), pieceRoute(db), lookRoute(db), startRoute(ports), stopRoute(ports), goOnRoute(ports), problemsRoute(db)];
}

type Named = { readonly params: { readonly import: ImportId } };

function subject(db: Central) {
  return {
    load: ({ input }: Call<Named>, who: SignedIn) => findImport(db, { tenant: who.tenant, id: input.params.import }),
    allows: ({ tenant }: SignedIn, row: ImportRow) => row.tenant === tenant,
    absent: 'import.absent',
  } as const;
}

function listRoute(db: Central): Route {
  return personRoute({
    method: 'GET',
    path: '/imports',
    access: administrators,
    rate,
    audit: 'none',
    input: noInput,
    output: importList,
    handle: async (_call, who) => done({ imports: [...(await importsOf(db, who.tenant))] }),
  });
}

function beginRoute(db: Central): Route {
  return personRoute({
    method: 'POST',
    path: '/imports',
    access: administrators,
    rate,
    audit: 'change',
    input: bodyInput(newImport),
    output: importJob,
    handle: async ({ input: { body } }, { tenant, actor }) => {
      if ((await heldByImports(db, tenant)) + body.size > mostBytes) return refused('import.tooMuch');
      const name = { tenant, id: id('import', randomUUID()) };
      await db.transaction((tx) => addImport(tx, { ...name, kind: body.kind, name: singleLine(body.name), size: body.size, person: actor.person, at: serverTime() }));
      return answered(await findImport(db, name));
    },
  });
}

function pieceRoute(db: Central): Route {
  return objectRoute({
    method: 'PUT',
    path: '/imports/:import/bytes',
    access: administrators,
    rate: { per: 'session', burst: 1000, perSecond: 200 },
    audit: 'none',
    largest: importBounds.piece,
    input: z.strictObject({ params: named, query: pieceQuery, body: z.instanceof(Uint8Array) }),
    output: heldBytes,
    subject: subject(db),
    handle: ({ input: { query, body } }, _who, row) => db.transaction(async (tx): Promise<Outcome<z.infer<typeof heldBytes>, Failure>> => {
      const present = await lockImportRow(tx, row);
      if (present === null || present.state !== 'uploading') return refused('import.notNow');
      const { held, size } = present;
      // What came before, or comes too early, changes nothing.
      if (query.from !== held || body.byteLength === 0 || held + body.byteLength > size) return done({ held });
      await addImportPiece(tx, row, { from: held, bytes: body });
      return done({ held: held + body.byteLength });
    }),
  });
}

function lookRoute(db: Central): Route {
  return objectRoute({
    method: 'POST',
    path: '/imports/:import/look',
    access: administrators,
    rate,
    audit: 'none',
    input: z.strictObject({ params: named, query: noQuery, body: importLook }),
    output: importPreview,
    subject: subject(db),
    handle: ({ input: { body } }, _who, row) => lookAt(db, row, { mapping: body.mapping, now: serverTime() }),
  });
}

function startRoute({ db, wake }: ImportJobPorts): Route {
  return objectRoute({
    method: 'POST',
    path: '/imports/:import/start',
    access: administrators,
    rate,
    audit: 'change',
    input: z.strictObject({ params: named, query: noQuery, body: importStart }),
    output: importJob,
    subject: subject(db),
    handle: async ({ input: { body } }, _who, row) => {
      const head = await headOf(db, row);
      if (head === null) return refused('import.unreadable');
      const { mapping } = body;
      const needed = Object.entries(importFields[row.kind]).filter(([, isNeeded]) => isNeeded).map(([field]) => field);
      if (head.format === 'csv' && needed.some((field) => !head.columns.includes(mapping[field] ?? ''))) return refused('import.unmapped');
      const begun = await db.transaction(async (tx) => {
        const present = await lockImportRow(tx, row);
        if (present?.state !== 'uploading' || present.held < present.size) return false;
        await beginImport(tx, row, { ...head, mapping });
        return true;
      });
      if (!begun) return refused('import.notNow');
      wake();
      return answered(await findImport(db, row));
    },
  });
}

function stopRoute({ db }: ImportJobPorts): Route {
  return moveRoute(db, { verb: 'stop', from: ['waiting', 'running'], to: 'stopped', moved: () => undefined });
}

function goOnRoute({ db, wake }: ImportJobPorts): Route {
  return moveRoute(db, { verb: 'go-on', from: ['stopped', 'failed'], to: 'waiting', moved: wake });
}

type Move = { readonly verb: string; readonly from: readonly ImportJob['state'][]; readonly to: 'stopped' | 'waiting'; readonly moved: () => void };

function moveRoute(db: Central, { verb, from, to, moved }: Move): Route {
  return objectRoute({
    method: 'POST',
    path: `/imports/:import/${verb}`,
    access: administrators,
    rate,
    audit: 'change',
    input: z.strictObject({ params: named, query: noQuery, body: z.undefined() }),
    output: importJob,
    subject: subject(db),
    handle: async (_call, _who, row) => {
      const isMoved = await db.transaction(async (tx) => {
        const present = await lockImportRow(tx, row);
        if (present === null || !from.includes(present.state)) return false;
        await setImportState(tx, row, to);
        return true;
      });
      if (isMoved) moved();
      return isMoved ? answered(await findImport(db, row)) : refused('import.notNow');
    },
  });
}

function problemsRoute(db: Central): Route {
  return objectRoute({
    method: 'GET',
    path: '/imports/:import/problems',
    access: administrators,
    rate,
    audit: 'read',
    input: z.strictObject({ params: named, query: problemsQuery, body: z.undefined() }),
    output: importProblemsPage,
    subject: subject(db),
    handle: async ({ input }, _who, row) => {
      const problems = await problemsOf(db, row, input.query.after);
      return done({ problems: problems.slice(0, importBounds.page), more: problems.length > importBounds.page });
    },
  });
}

/** What an administrator is told of an import. */
function answered(row: ImportRow | null): Outcome<ImportJob, Failure> {
  if (row === null) return refused('import.absent');
  const { id: name, kind, format, name: file, size, held, state, cursor, taken, repeated, refused: bad, at, endedAt } = row;
  return done({ id: name, kind, format, name: file, size, held, state, cursor, taken, repeated, refused: bad, at, endedAt });
}
