import type { Failure } from '#contract/failures';
import type { Outcome } from '#kernel/outcome';
import { useState, type FormEvent } from 'react';

export type Asking = {
  readonly busy: boolean;
  readonly refused: Failure | null;
  /** Asks, says what was refused in the form itself, and goes on with what was answered. */
  readonly submit: <Value>(event: FormEvent | null, ask: () => Promise<Outcome<Value, Failure>>, answered: (value: Value) => void) => void;
};

export function useForm(): Asking {
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Failure | null>(null);
  return {
    busy,
    refused,
    submit: (event, ask, answered) => {
      event?.preventDefault();
      setBusy(true);
      void ask().then((outcome) => {
        setBusy(false);
        setRefused(outcome.ok ? null : outcome.code);
        if (outcome.ok) answered(outcome.value);
      });
    },
  };
}
