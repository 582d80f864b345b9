/** Loads a plain JavaScript module of a folder below electron/, which has no types of its own, as the type it is used as. */
export async function plainModule<T>(path: string): Promise<T> {
  const url = new URL(`../../electron/${path}`, import.meta.url);
  return (await import(/* @vite-ignore */ url.href)) as T;
}
