import { failure, type Failure } from '#contract/failures';
import { refused, type Outcome } from '#kernel/outcome';
import { z } from 'zod';

export type HttpCall = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly access?: string;
  readonly body?: unknown;
  /** A body that is no JSON. */
  readonly bytes?: Uint8Array<ArrayBuffer>;
  /** How long until the answer must have begun, in milliseconds. */
  readonly patience?: number;
  readonly signal?: AbortSignal;
};

const usualPatience = 15_000;
const refusal = z.object({ code: failure });

/** Asks the server. What the road or the server refused is a value; the body of a good answer is the caller's to read. */
export async function ask(server: string, call: HttpCall): Promise<Outcome<Response, Failure>> {
  const patience = AbortSignal.timeout(call.patience ?? usualPatience);
  const signal = call.signal === undefined ? patience : AbortSignal.any([call.signal, patience]);
  const headers: Record<string, string> = {};
  if (call.access !== undefined) headers['authorization'] = `Bearer ${call.access}`;
  if (call.body !== undefined) headers['content-type'] = 'application/json';
  if (call.bytes !== undefined) headers['content-type'] = 'application/octet-stream';
  const body = call.bytes !== undefined ? { body: call.bytes } : call.body === undefined ? {} : { body: JSON.stringify(call.body) };
  const response = await fetch(new URL(call.path, server), { method: call.method, headers, signal, redirect: 'error', ...body }).catch(() => null);
  if (response === null) return refused('network.offline');
  return response.ok ? { ok: true, value: response } : refused(await codeOf(response));
}

/** Asks and parses the answer; an answer of another shape is a failure of the server. */
export async function askFor<Answer>(server: string, call: HttpCall, schema: z.ZodType<Answer>): Promise<Outcome<Answer, Failure>> {
  const answered = await ask(server, call);
  if (!answered.ok) return answered;
  const parsed = schema.safeParse(await answered.value.json().catch(() => null));
  return parsed.success ? { ok: true, value: parsed.data } : refused('server.failed');
}

async function codeOf(response: Response): Promise<Failure> {
  const parsed = refusal.safeParse(await response.json().catch(() => null));
  if (parsed.success) return parsed.data.code;
  return response.status === 503 || response.status === 502 ? 'server.unavailable' : 'server.failed';
}
