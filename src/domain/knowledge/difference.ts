export type DifferentLine = { readonly kind: 'same' | 'gone' | 'new'; readonly text: string };

/** Beyond so many pairs of lines the middle is told as gone and new: the time that it takes is bounded. */
const mostPairs = 2_000_000;

/** What became of a text, line by line: the longest run of lines that stayed, with what went and came between them. */
export function differenceOf(before: string, after: string): readonly DifferentLine[] {
  const [old, fresh] = [before.split('\n'), after.split('\n')];
  const start = sameFromStart(old, fresh);
  const end = sameFromStart(old.slice(start).toReversed(), fresh.slice(start).toReversed());
  const middle = between(old.slice(start, old.length - end), fresh.slice(start, fresh.length - end));
  return [...old.slice(0, start).map(same), ...middle, ...old.slice(old.length - end).map(same)];
}

function same(text: string): DifferentLine {
  return { kind: 'same', text };
}

function sameFromStart(old: readonly string[], fresh: readonly string[]): number {
  const differs = old.findIndex((line, at) => fresh[at] !== line);
  return differs < 0 ? Math.min(old.length, fresh.length) : differs;
}

function between(old: readonly string[], fresh: readonly string[]): readonly DifferentLine[] {
  const width = fresh.length + 1;
  const gone = (): DifferentLine[] => old.map((text) => ({ kind: 'gone', text }));
  const come = (): DifferentLine[] => fresh.map((text) => ({ kind: 'new', text }));
  if (old.length === 0 || fresh.length === 0 || old.length * fresh.length > mostPairs) return [...gone(), ...come()];
  // How many lines the rests of both have in common, from the end.
  const common = new Uint32Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = fresh.length - 1; j >= 0; j -= 1) {
      common[i * width + j] = old[i] === fresh[j] ? at(common, (i + 1) * width + j + 1) + 1 : Math.max(at(common, (i + 1) * width + j), at(common, i * width + j + 1));
    }
  }
  const lines: DifferentLine[] = [];
  for (let i = 0, j = 0; i < old.length || j < fresh.length; ) {
    const [left, right] = [old[i], fresh[j]];
    if (left !== undefined && left === right) {
      lines.push(same(left));
      i += 1;
      j += 1;
    } else if (left !== undefined && (right === undefined || at(common, (i + 1) * width + j) >= at(common, i * width + j + 1))) {
      lines.push({ kind: 'gone', text: left });
      i += 1;
    } else {
      lines.push({ kind: 'new', text: right ?? '' });
      j += 1;
    }
  }
  return lines;
}

function at(common: Uint32Array, place: number): number {
  return common[place] ?? 0;
}
