/** A random UUID. `crypto.randomUUID` exists on https pages only; the name of a blob is one everywhere (File API, 8.3.1). */
export function freshUuid(): string {
  const name = URL.createObjectURL(new Blob());
  URL.revokeObjectURL(name);
  return name.slice(-36);
}
