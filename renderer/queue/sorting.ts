import { sortIn, type View } from '#contract/list';
import type { Sort } from '#domain/conversation/saved-filter';
import { bridge } from '../kit/bridge';
import { useLive } from '../kit/live';

/** The order of a view that the person chose last on this computer, or its own one. */
export function useSort(view: View): Sort {
  return sortIn(view, useLive('preferences', {})?.sorts[view]);
}

export function rememberSort(view: View, sort: Sort): void {
  void bridge.ask('preferences.save', { sorts: { [view]: sort } });
}
