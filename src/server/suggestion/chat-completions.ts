import type { DraftingPlace } from '#contract/drafting';
import { longestDraft, type Prompt } from '#domain/suggestion/drafting';
import { second, type Duration } from '#kernel/instant';
import { done, refused, type Outcome } from '#kernel/outcome';
import { z } from 'zod';
import { askOut, type Egress } from '../egress';

export type DraftingFailure = `drafting.${'forbidden' | 'unreachable' | 'slow' | 'keyRefused' | 'tooMany' | 'unreadable'}`;

export type Model = Pick<DraftingPlace, 'base' | 'model'> & { readonly key: string };

export const draftingPatience: Duration = 20 * second;
const largest = 256 * 1024;
/** Of a reply of six sentences, in any script. */
const mostTokens = 700;

const answer = z.object({ choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1) });

/** Asks a model that speaks the protocol of OpenAI for a text. It is given no tools, and whatever it answers is text. */
export async function completed({ egress, within }: { readonly egress: Egress; readonly within: Duration }, { base, model, key }: Model, prompt: Prompt): Promise<Outcome<string, DraftingFailure>> {
  const body = JSON.stringify({ model, messages: prompt, temperature: 0.2, max_tokens: mostTokens, stream: false });
  const headers = { 'content-type': 'application/json', 'user-agent': 'Otklik', authorization: `Bearer ${key}` };
  const told = await askOut(egress, { url: `${base.replace(/\/+$/u, '')}/chat/completions`, headers, body, within, largest });
  if (!told.ok) return refused(told.code === 'tooLarge' ? 'drafting.unreadable' : `drafting.${told.code}`);
  const { status, text } = told.value;
  if (status === 401 || status === 403) return refused('drafting.keyRefused');
  if (status === 429) return refused('drafting.tooMany');
  if (status === 408 || status === 504) return refused('drafting.slow');
  if (status !== 200) return refused(status >= 500 ? 'drafting.unreachable' : 'drafting.unreadable');
  const draft = answer.safeParse(parsed(text)).data?.choices[0]?.message.content.trim() ?? '';
  // Twice the length: what is only too long is shown and not inserted.
  return draft === '' ? refused('drafting.unreadable') : done(draft.slice(0, 2 * longestDraft));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
