/** Puts the first `count` of a list into an order that its seed decides. */
export function shuffler(seed: number): (list: Int32Array, count: number) => void {
  let state = seed >>> 0;
  // SplitMix32: enough for an order, the same everywhere.
  const next = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    let value = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    value = Math.imul(value ^ (value >>> 15), 0x735a2d97);
    return (value ^ (value >>> 15)) >>> 0;
  };
  return (list, count) => {
    for (let place = count - 1; place > 0; place -= 1) {
      const other = next() % (place + 1);
      const kept = list[place] ?? 0;
      list[place] = list[other] ?? 0;
      list[other] = kept;
    }
  };
}
