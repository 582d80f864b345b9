/** Rules of the rubric that a stored or drafted text is held to before it may be inserted. */
export const flaws = ['blame', 'officialese', 'vagueTime', 'link', 'markup', 'long', 'language'] as const;
export type Flaw = (typeof flaws)[number];

type Rule = { readonly flaw: Flaw; readonly found: RegExp };

/** Blame and refusal are critical (X1), officialese is hard to read (C2), a promise without a time is none (O3). */
const rules: readonly Rule[] = [
  { flaw: 'blame', found: /(?<!\p{L})(?:вы сами|сами виноваты|успокойтесь|это не к нам|не наша проблема|вам уже (?:сказали|объяснили)|your own fault|calm down|not our problem|you should have)(?!\p{L})/iu },
  { flaw: 'officialese', found: /(?<!\p{L})(?:данное обращение|согласно регламенту|осуществляется|в связи с вышеизложенным|надлежащим образом|pursuant to|herewith|aforementioned)(?!\p{L})/iu },
  { flaw: 'vagueTime', found: /(?<!\p{L})(?:в ближайшее время|в кратчайшие сроки|как можно скорее|as soon as possible|in due course|shortly)(?!\p{L})/iu },
  { flaw: 'markup', found: /<\/?[a-z!][^>]*>|javascript:|[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\u{E0000}-\u{E007F}]/iu },
];

export function flawsOf(text: string): readonly Flaw[] {
  return rules.filter(({ found }) => found.test(text)).map(({ flaw }) => flaw);
}

/** What keeps a text from being inserted at all; the others are said beside it. */
export const blockingFlaws: ReadonlySet<Flaw> = new Set<Flaw>(['blame', 'markup', 'link', 'long', 'language']);
