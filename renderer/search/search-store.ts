import { create } from 'zustand';

/** What stands first in the box: what it finds, or what it does. */
export type SearchFor = 'texts' | 'commands';

type SearchState = { readonly opened: SearchFor | null; readonly text: string };

export const useSearch = create<SearchState>(() => ({ opened: null, text: '' }));

/** Opens the box; what was looked for last stands in it, ready to be typed over. */
export function openSearch(opened: SearchFor): void {
  useSearch.setState(({ text }) => ({ opened, text: opened === 'texts' ? text : '' }));
}

export function closeSearch(): void {
  useSearch.setState({ opened: null });
}

export function searchFor(text: string): void {
  useSearch.setState({ text });
}

/** What one person looked for is not for the next. */
export function forgetSearch(): void {
  useSearch.setState({ opened: null, text: '' });
}
