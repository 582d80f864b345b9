import { createContext } from 'react';
import type { Chord } from './chord';

/** What the person presses instead of a usual key; null: nothing. A hint names the usual one. */
export const OwnKeysContext = createContext<ReadonlyMap<Chord, Chord | null>>(new Map());
