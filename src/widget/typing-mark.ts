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

/** Lets one call through per pause. */
export function throttled(pause: number, act: () => void): () => void {
  let last = -Infinity;
  return () => {
    if (performance.now() - last < pause) return;
    last = performance.now();
    act();
  };
}
