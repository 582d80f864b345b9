type Numbered = { readonly number: string };

/** The order that a conversation is about: the one that is named last, else the only one. Which of several is meant, a person says. */
export function orderMeant(orders: readonly Numbered[], inAll: number, texts: readonly string[]): string | null {
  const named = orders.map(({ number }) => ({ number, at: texts.findLastIndex((text) => plain(text).includes(plain(number))) })).filter(({ number, at }) => at >= 0 && number !== '');
  const last = Math.max(...named.map(({ at }) => at));
  const [found, another] = named.filter(({ at }) => at === last);
  if (found !== undefined) return another === undefined ? found.number : null;
  return inAll === 1 ? (orders[0]?.number ?? null) : null;
}

/** Numbers are written with any separators. */
function plain(text: string): string {
  return text.toLowerCase().replaceAll(/[\s\p{Pd}.№#]/gu, '');
}
