import type { DraftAct } from '#contract/sent-with';
import type { ConversationId } from '#kernel/id';
import { unreachable } from '#kernel/unreachable';
import { useAct } from '../kit/act';
import { useMe } from '../kit/me';
import { useActions } from './actions';

/** Does what a macro asks for, one after the other; what could not be done is answered, and its reason has been told. */
export function useActs(conversation: ConversationId): (acts: readonly DraftAct[]) => Promise<readonly DraftAct[]> {
  const { ask } = useAct();
  const me = useMe();
  const actions = useActions();

  async function doOne(act: DraftAct): Promise<boolean> {
    switch (act.do) {
      case 'resolve':
        return actions.resolve(conversation);
      case 'wait':
        return (await ask('case.wait', { conversation })).ok;
      case 'snooze':
        return (await ask('case.snooze', { conversation, until: act.until })).ok;
      case 'tag':
        return (await ask('case.tag', { conversation, add: [act.tag], remove: [] })).ok;
      case 'priority':
        return (await ask('case.priority', { conversation, to: act.to })).ok;
      case 'assign':
        return actions.assign(conversation, act.to ?? me.id);
      default:
        return unreachable(act);
    }
  }

  return async (acts) => {
    const left: DraftAct[] = [];
    // Who gets the case comes last: whoever has it no more changes nothing of it.
    for (const act of [...acts.filter((one) => one.do !== 'assign'), ...acts.filter((one) => one.do === 'assign')]) if (!(await doOne(act))) left.push(act);
    return left;
  };
}
