/** A key that none of these has. */
export function freshKey(kind: string, taken: readonly string[]): string {
  for (let number = taken.length + 1; ; number += 1) {
    const key = `${kind}-${number}`;
    if (!taken.includes(key)) return key;
  }
}
