import { limits } from '#contract/limits';
import { useCallback } from 'react';
import { useAct } from '../kit/act';
import { useText } from '../text/TextProvider';

/** Tells what became of a text for which no message has room. */
export function useTooLong(): (isAttached: boolean) => void {
  const { say } = useText();
  const { tell } = useAct();
  return useCallback((isAttached) => tell(say(isAttached ? 'composer.pastedAsFile' : 'composer.pastedTooLong', { n: limits.messageText })), [say, tell]);
}
