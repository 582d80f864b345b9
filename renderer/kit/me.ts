import type { Me } from '#contract/session';
import { createContext, use } from 'react';

export const MeContext = createContext<Me | null>(null);

/** Who is signed in. Used only below the signed-in desk. */
export function useMe(): Me {
  const me = use(MeContext);
  if (me === null) throw new Error('no person is signed in');
  return me;
}
