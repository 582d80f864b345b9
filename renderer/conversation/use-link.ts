import { useCallback } from 'react';
import { useAct } from '../kit/act';
import { openable } from './plain-text';

/** Hands an address on; main asks the person before it opens. What is not http, https or mailto is ignored. */
export function useLink(): (address: string) => void {
  const { ask } = useAct();
  return useCallback(
    (address) => {
      const link = openable(address);
      if (link !== null) void ask('link.open', { url: link.href });
    },
    [ask],
  );
}
