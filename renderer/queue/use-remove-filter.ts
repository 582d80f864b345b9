import type { SavedFilter } from '#domain/conversation/saved-filter';
import { useCallback } from 'react';
import { useAct } from '../kit/act';
import { chooseView, useQueue } from './queue-store';

/** Whoever stands in a filter that goes comes back to what is theirs. */
export function useRemoveFilter(): (filter: Pick<SavedFilter, 'id'>) => void {
  const { ask } = useAct();
  return useCallback(
    ({ id }) => {
      void ask('filter.remove', { filter: id });
      if (useQueue.getState().filter?.id === id) chooseView('mine');
    },
    [ask],
  );
}
