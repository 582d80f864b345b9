import { useState } from 'react';

export type Sure = {
  readonly isAsked: boolean;
  /** They thought better of it: the cursor stands where it stood before. */
  readonly isBack: boolean;
  readonly ask: () => void;
  readonly back: () => void;
};

/** What is asked for twice before it is done. */
export function useSure(): Sure {
  const [state, setState] = useState<'still' | 'asked' | 'back'>('still');
  return { isAsked: state === 'asked', isBack: state === 'back', ask: () => setState('asked'), back: () => setState('back') };
}
