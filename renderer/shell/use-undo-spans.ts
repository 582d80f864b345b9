import { useAct } from '../kit/act';
import { useLive } from '../kit/live';
import { useText } from '../text/TextProvider';

type Span = { readonly seconds: number; readonly label: string; readonly isChosen: boolean; readonly choose: () => void };

const spans = [0, 5, 10, 20, 30] as const;

/** For how many seconds an answer may wait before it leaves. */
export function useUndoSpans(): readonly Span[] {
  const { say } = useText();
  const { ask } = useAct();
  const current = useLive('preferences', {})?.undoSend;
  return spans.map((seconds) => ({
    seconds,
    label: seconds === 0 ? say('undoSend.never') : say('undoSend.seconds', { n: seconds }),
    isChosen: seconds === current,
    choose: () => void ask('preferences.save', { undoSend: seconds }),
  }));
}
