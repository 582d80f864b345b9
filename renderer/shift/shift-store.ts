import { create } from 'zustand';

type ShiftState = { readonly menuOpened: boolean; readonly myDayOpened: boolean };

/** What of the shift lies open; a restart may forget it. */
export const useShift = create<ShiftState>(() => ({ menuOpened: false, myDayOpened: false }));

export function openStateMenu(menuOpened = true): void {
  useShift.setState({ menuOpened });
}

export function openMyDay(myDayOpened = true): void {
  useShift.setState({ myDayOpened });
}
