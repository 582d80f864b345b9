import { useEffect, useState } from 'react';

/** Longer than a frame takes; a window that nobody sees paints none. */
const latest = 100;

/** Runs once what nobody waits for, when the present frame has been painted. Gives back what takes it back. */
export function afterPaint(run: () => void): () => void {
  const state = { timer: window.setTimeout(late, latest) };
  const frame = window.requestAnimationFrame(() => {
    window.clearTimeout(state.timer);
    state.timer = window.setTimeout(run, 0);
  });
  function late(): void {
    window.cancelAnimationFrame(frame);
    run();
  }
  return () => {
    window.cancelAnimationFrame(frame);
    window.clearTimeout(state.timer);
  };
}

/** The value as it was when the window was painted last: what shows it is drawn in a task of its own, and never for who runs past. */
export function useAfterPaint<Value extends string | null>(value: Value): Value {
  const [drawn, setDrawn] = useState(value);
  useEffect(() => afterPaint(() => setDrawn(value)), [value]);
  return drawn;
}
