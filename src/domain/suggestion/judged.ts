import { unchanged, type SuggestionEvent } from './feedback';
import type { Instant } from '#kernel/instant';

/** What one person was shown for one question, and what they thought of each. */
export type ShownList = { readonly person: string; readonly question: string; readonly at: Instant; readonly shown: readonly Judged[] };

/** `gain`: 1 for what was sent as it was, less for what was changed or not sent, 0 for what was left. */
export type Judged = { readonly key: string; readonly place: number; readonly evidence: readonly number[] | null; readonly gain: number; readonly isRejected: boolean };

/** What was inserted and then not sent may still be written on, or was taken out again. */
const gainOfInserted = 0.1;

/** Puts together what people told, oldest first. Drafts of a model are no stored texts: nothing is learned of them. */
export function judgedLists(events: readonly (SuggestionEvent & { readonly person: string })[]): readonly ShownList[] {
  const lists = new Map<string, Map<string, (typeof events)[number][]>>();
  for (const event of events) {
    if (event.source === 'generated') continue;
    const name = `${event.person} ${event.question}`;
    const list = lists.get(name) ?? new Map<string, (typeof events)[number][]>();
    list.set(event.key, [...(list.get(event.key) ?? []), event]);
    lists.set(name, list);
  }
  return [...lists.values()].map(listOf).toSorted((one, other) => one.at - other.at);
}

function listOf(byKey: ReadonlyMap<string, readonly (SuggestionEvent & { readonly person: string })[]>): ShownList {
  const all = [...byKey.values()].flat();
  const [first] = all;
  const shown = [...byKey].map(([key, events]) => judged(key, events)).toSorted((one, other) => one.place - other.place);
  return { person: first?.person ?? '', question: first?.question ?? '', at: Math.min(...all.map(({ at }) => at)), shown };
}

function judged(key: string, events: readonly SuggestionEvent[]): Judged {
  const of = (deed: SuggestionEvent['deed']): SuggestionEvent | undefined => events.find((event) => event.deed === deed);
  const [shown, inserted, sent] = [of('shown'), of('inserted'), of('sent')];
  const kept = sent?.kept ?? 0;
  const gain = sent !== undefined ? (kept >= unchanged ? 1 : kept) : inserted !== undefined ? gainOfInserted : 0;
  return { key, place: inserted?.place ?? shown?.place ?? events[0]?.place ?? 1, evidence: shown?.evidence ?? null, gain, isRejected: sent === undefined && of('rejected') !== undefined };
}
