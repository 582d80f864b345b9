/**
 * Text as both databases and JSON between them can keep it: PostgreSQL takes no NUL, and jsonb no half of a surrogate pair.
 */
export function storable(text: string): string {
  return text.replaceAll('\u0000', '').replace(/\p{Cs}/gu, '\ufffd');
}

/** For JSON.stringify: every text inside made storable. */
export function storableValue(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? storable(value) : value;
}
