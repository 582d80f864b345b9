/** Somebody still looked when the copy went: they signed out meanwhile, or the desk ends. */
export class ClosedCopyError extends Error {
  override readonly name = 'ClosedCopyError';
}
