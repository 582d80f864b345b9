import { create } from 'zustand';

/** What lies over the card. A restart may forget it. */
type CustomerState = { readonly dialog: 'none' | 'merge' | 'cases' };

export const useCustomerState = create<CustomerState>(() => ({ dialog: 'none' }));

export function showCustomerDialog(dialog: CustomerState['dialog']): void {
  useCustomerState.setState({ dialog });
}
