/** What an agent looks up: a thing, something that is done for the customer, or how the company goes about it. */
export type Article = { readonly key: string; readonly kind: 'product' | 'service' | 'process'; readonly title: string; readonly text: string };

/** A stored answer; its slots (`{name}`, `{order}`, `{item}`, `{sum}`, `{date}`, `{city}`, `{track}`, `{agent}`) are filled when it is used. */
export type Macro = { readonly key: string; readonly title: string; readonly text: string };

/** What an article says that changes with time; `lasts`: days from the founding on, before it for one that has expired, null for good. */
export type ArticleFact = { readonly article: string; readonly name: string; readonly text: string; readonly lasts: number | null };
