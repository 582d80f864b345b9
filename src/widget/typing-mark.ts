import { chatLimits } from '#contract/chat-limits';

export type TypingMark = { readonly start: () => void; readonly end: () => void };

/** A mark that ends by itself when it is not repeated. */
export function typingMark(show: (isTyping: boolean) => void): TypingMark {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = () => {
    clearTimeout(timer);
    show(false);
  };
  const start = () => {
    clearTimeout(timer);
    timer = setTimeout(end, chatLimits.typing);
    show(true);
  };
  return { start, end };
}

export type Throttle = { readonly act: () => void; readonly reset: () => void };

/** Lets one call through per pause, and the next one after a reset at once. */
export function throttled(pause: number, act: () => void): Throttle {
  let last = -Infinity;
  return {
    act: () => {
      if (performance.now() - last < pause) return;
      last = performance.now();
      act();
    },
    reset: () => {
      last = -Infinity;
    },
  };
}
