/** Where a text is written, whatever form it may have. */
export type ComposerBox = {
  readonly focus: () => void;
  /** Puts words in where the cursor stands, or stood last; it stands behind them then. */
  readonly insert: (words: string) => void;
  /** The same as if it were typed, on a line of its own where something stands before it. */
  readonly typeIn: (words: string) => void;
  /** Selects the next open place from the cursor on, else the first; false: all are filled. */
  readonly nextSlot: (fromStart: boolean) => boolean;
};
