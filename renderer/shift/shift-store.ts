import { create } from 'zustand';

/** What of the shift lies open; a restart may forget it. */
export const useShift = create<{ readonly menuOpened: boolean }>(() => ({ menuOpened: false }));

export function openStateMenu(menuOpened = true): void {
  useShift.setState({ menuOpened });
}
