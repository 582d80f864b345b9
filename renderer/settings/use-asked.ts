import type { Failure } from '#contract/failures';
import type { Outcome } from '#kernel/outcome';
import { useEffect, useState } from 'react';

export type Asked<Value> = { readonly value: Value | null; readonly refused: Failure | null; readonly again: () => void };

/** What the server alone knows: asked when the part is opened, and again when something was done. `ask` stays the same from one drawing to the next. */
export function useAsked<Value>(ask: () => Promise<Outcome<Value, Failure>>): Asked<Value> {
  const [value, setValue] = useState<Value | null>(null);
  const [refused, setRefused] = useState<Failure | null>(null);
  const again = (): void =>
    void ask().then((outcome) => {
      if (outcome.ok) setValue(outcome.value);
      setRefused(outcome.ok ? null : outcome.code);
    });
  useEffect(again, [ask]);
  return { value, refused, again };
}
