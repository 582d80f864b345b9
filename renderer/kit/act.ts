import type { Failure } from '#contract/failures';
import type { RequestInput, RequestName, RequestOutput } from '#contract/requests';
import type { Outcome } from '#kernel/outcome';
import { notifications } from '@mantine/notifications';
import { createElement, useMemo } from 'react';
import { useText } from '../text/TextProvider';
import { bridge } from './bridge';
import { Offer } from './Offer';
import { canUndo } from './undo';

/** How long what was done is offered to be taken back, in milliseconds. */
const offered = 10_000;

export type Act = {
  /** Asks the desk, and tells the person in words when it says no. */
  readonly ask: <Name extends RequestName>(name: Name, input: RequestInput<Name>) => Promise<Outcome<RequestOutput<Name>, Failure>>;
  /** Tells of a failure. */
  readonly regret: (code: Failure) => void;
  /** Tells in passing that something worked. */
  readonly tell: (message: string) => void;
  /** Tells that something was done, and offers to take it back. */
  readonly offer: (message: string, back: { readonly label: string; readonly undo: () => void; /** For how long, in milliseconds. */ readonly span?: number }) => void;
};

export function useAct(): Act {
  const { say } = useText();
  return useMemo(() => {
    const closeButtonProps = { 'aria-label': say('notice.close') };
    const regret = (code: Failure): void => {
      notifications.show({ id: code, message: say(`failure.${code}`), color: 'red', autoClose: 8000, closeButtonProps });
    };
    return {
      regret,
      tell: (message) => void notifications.show({ message, color: 'iris', autoClose: 3500, closeButtonProps }),
      offer: (message, { label, undo, span = offered }) => {
        const takeBack = (): void => {
          notifications.hide(shown);
          undo();
        };
        const shown = notifications.show({ message: createElement(Offer, { message, label, onPress: takeBack }), color: 'iris', autoClose: span, closeButtonProps });
        canUndo(takeBack, span);
      },
      ask: async (name, input) => {
        const outcome = await bridge.ask(name, input);
        if (!outcome.ok) regret(outcome.code);
        return outcome;
      },
    };
  }, [say]);
}
