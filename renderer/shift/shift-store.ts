import { create } from 'zustand';

type ShiftState = { readonly menuOpened: boolean; readonly myDayOpened: boolean };

/** What of the shift lies open; a restart may forget it. */
const atFirst: ShiftState = { menuOpened: false, myDayOpened: false };

export const useShift = create<ShiftState>(() => atFirst);

export function openStateMenu(menuOpened = true): void {
  useShift.setState({ menuOpened });
}

export function openMyDay(myDayOpened = true): void {
  useShift.setState({ myDayOpened });
}

/** One person's day is not shown to the next. */
export function forgetShift(): void {
  useShift.setState(atFirst);
}
