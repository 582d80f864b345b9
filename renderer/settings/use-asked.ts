import type { Failure } from '#contract/failures';
import type { Outcome } from '#kernel/outcome';
import { useCallback, useEffect, useState } from 'react';

export type Asked<Value> = { readonly value: Value | null; readonly refused: Failure | null; readonly again: () => void };

/**
 * What the server alone knows: asked when the part is opened, when something was done, and every `pulse` milliseconds where there is
 * one. `ask` stays the same from one drawing to the next.
 */
export function useAsked<Value>(ask: () => Promise<Outcome<Value, Failure>>, pulse: number | null = null): Asked<Value> {
  const [value, setValue] = useState<Value | null>(null);
  const [refused, setRefused] = useState<Failure | null>(null);
  const again = useCallback(() => {
    void ask().then((outcome) => {
      if (outcome.ok) setValue(outcome.value);
      setRefused(outcome.ok ? null : outcome.code);
    });
  }, [ask]);
  useEffect(() => {
    again();
    if (pulse === null) return undefined;
    const asking = setInterval(again, pulse);
    return () => clearInterval(asking);
  }, [again, pulse]);
  return { value, refused, again };
}
