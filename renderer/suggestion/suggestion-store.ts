import { create } from 'zustand';

/** The latest wish for one of the suggestions, by its place from 0, or for a draft; a new object each time, so that the same wish twice is two wishes. */
export const useSuggestion = create<{ readonly wish: { readonly place: number | 'draft' } | null }>(() => ({ wish: null }));

export function wishFor(place: number | 'draft'): void {
  useSuggestion.setState({ wish: { place } });
}

/** What one person wished for is not put into the next one's text. */
export function forgetWish(): void {
  useSuggestion.setState({ wish: null });
}
