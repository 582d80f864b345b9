import { importJob, importProblemsPage, type ImportJob, type ImportKind, type ImportMapping } from '#contract/import-job';
import { setTimeout as sleep } from 'node:timers/promises';
import { get, post } from './central-server';

/** An administrator at a server. */
export type Importer = { readonly url: string; readonly access: string };

const pieceSize = 256 * 1024;

/** Uploads a file that comes in pieces of any size, as the workstation does. */
export async function uploadImport({ url, access }: Importer, kind: ImportKind, pieces: readonly Buffer[]): Promise<ImportJob> {
  const size = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const job = importJob.parse(await (await post(url, '/imports', { kind, name: `${kind}.csv`, size, access })).json());
  const whole = Buffer.concat(pieces);
  for (let from = 0; from < size; from += pieceSize) {
    const body = whole.subarray(from, from + pieceSize);
    const answer = await fetch(new URL(`/imports/${job.id}/bytes?from=${from}`, url), { method: 'PUT', body, headers: { authorization: `Bearer ${access}`, 'content-type': 'application/octet-stream' } });
    if (!answer.ok) throw new Error(`a piece was refused: ${await answer.text()}`);
  }
  return job;
}

export async function startImport({ url, access }: Importer, id: string, mapping: ImportMapping): Promise<Response> {
  return post(url, `/imports/${id}/start`, { mapping, access });
}

export async function importNow({ url, access }: Importer, id: string): Promise<ImportJob> {
  const found = importList(await (await get(url, '/imports', access)).json()).find((one) => one.id === id);
  if (found === undefined) throw new Error(`no import ${id}`);
  return found;
}

function importList(answer: unknown): readonly ImportJob[] {
  return importJob.array().parse(typeof answer === 'object' && answer !== null && 'imports' in answer ? answer.imports : null);
}

const patience = 60_000;

/** Waits for what a listener of the window would see. */
export async function importUntil(importer: Importer, id: string, isSo: (job: ImportJob) => boolean): Promise<ImportJob> {
  for (const end = performance.now() + patience; ; await sleep(50)) {
    const job = await importNow(importer, id).catch(() => null);
    if (job !== null && isSo(job)) return job;
    if (performance.now() > end) throw new Error(`it did not come: ${JSON.stringify(job)}`);
  }
}

type Problem = ReturnType<typeof importProblemsPage.parse>['problems'][number];

export async function importProblems({ url, access }: Importer, id: string): Promise<readonly Problem[]> {
  const all: Problem[] = [];
  for (let more = true; more; ) {
    const page = importProblemsPage.parse(await (await get(url, `/imports/${id}/problems?after=${all.at(-1)?.line ?? 0}`, access)).json());
    all.push(...page.problems);
    ({ more } = page);
  }
  return all;
}
