/**
 * The next answer, with every part that equals the former one replaced by the former object. Answers cross a process
 * wall as copies; with this, memoised rows repaint only when they differ.
 */
export function keepSame<Value>(former: Value | undefined, next: Value): Value {
  if (former === undefined || Object.is(former, next)) return next;
  if (Array.isArray(former) && Array.isArray(next)) return sameList(former, next) ? former : next;
  if (isRecord(former) && isRecord(next)) return sameRecord(former, next) ? former : next;
  return next;
}

type Entries = Record<string, unknown>;

function isRecord(value: unknown): value is Entries {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Puts former parts into `next`; true when nothing differs. Rows are matched by their key, so that a moved row stays the same. */
function sameList(former: readonly unknown[], next: unknown[]): boolean {
  const byKey = new Map(former.map((part, index) => [keyOf(part, index), part]));
  let same = former.length === next.length;
  for (const [index, part] of next.entries()) {
    const kept = keepSame(byKey.get(keyOf(part, index)), part);
    next[index] = kept;
    if (kept !== former[index]) same = false;
  }
  return same;
}

function sameRecord(former: Entries, next: Entries): boolean {
  const names = Object.keys(next);
  let same = names.length === Object.keys(former).length;
  for (const name of names) {
    const kept = keepSame(former[name], next[name]);
    next[name] = kept;
    if (!Object.is(kept, former[name]) || !(name in former)) same = false;
  }
  return same;
}

function keyOf(part: unknown, index: number): unknown {
  if (!isRecord(part)) return index;
  if ('id' in part) return part['id'];
  for (const name of ['conversation', 'row']) {
    const inner = part[name];
    if (isRecord(inner) && 'id' in inner) return inner['id'];
  }
  return index;
}
