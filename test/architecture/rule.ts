import type { Breach, SourceFile } from './source-file';

/** A rule of the house, with breaches that prove that it sees. */
export type Rule = {
  /** Reads as a sentence about the house. */
  readonly name: string;
  readonly check: (file: SourceFile) => readonly Breach[];
  /** Files that must each be caught. */
  readonly planted: readonly Planted[];
  /** Files that must pass. */
  readonly allowed?: readonly Planted[];
};

export type Planted = { readonly path: string; readonly text: string };
