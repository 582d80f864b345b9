import { useCallback, useLayoutEffect, useRef } from 'react';

/** The same function for ever, which does what the latest one does: nobody is drawn anew because a handler was made anew. Not for drawing. */
export function useSteady<Input extends readonly unknown[], Output>(latest: (...input: Input) => Output): (...input: Input) => Output {
  const present = useRef(latest);
  useLayoutEffect(() => {
    present.current = latest;
  });
  return useCallback((...input: Input) => present.current(...input), []);
}
