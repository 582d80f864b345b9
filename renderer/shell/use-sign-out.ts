import { useAct } from '../kit/act';
import { useFirstAnswer } from '../kit/live';
import { showOverlay } from './desk-store';

/** Signs out; where conversations are still the person's, and where something has not left this computer yet, it asks first. */
export function useSignOut(): (owned?: 'asks' | 'stays') => Promise<void> {
  const { ask } = useAct();
  const firstAnswer = useFirstAnswer();
  return async (owned = 'asks') => {
    const { mine } = await firstAnswer('counts', {});
    if (mine > 0 && owned === 'asks') return showOverlay('closeShift');
    const { waiting } = await firstAnswer('connection', {});
    if (waiting > 0) return showOverlay('signOut');
    const outcome = await ask('session.signOut', { waiting: 'ask' });
    // Something was written while we asked: it is not thrown away unasked.
    if (outcome.ok && outcome.value.waiting > 0) showOverlay('signOut');
  };
}
