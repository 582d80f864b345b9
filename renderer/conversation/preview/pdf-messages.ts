/** From the window to the worker that reads a PDF. `width` in pixels. */
export type Asked = { readonly t: 'open'; readonly file: Blob } | { readonly t: 'draw'; readonly page: number; readonly width: number };

/** And back. */
export type Told = { readonly t: 'opened'; readonly pages: number } | { readonly t: 'drawn'; readonly page: number; readonly bitmap: ImageBitmap } | { readonly t: 'failed'; readonly why: 'locked' | 'damaged' };

/** The worker holds a stranger's file: what it says is checked like anything from outside. */
export function toldBy(data: unknown): Told | null {
  if (typeof data !== 'object' || data === null || !('t' in data)) return null;
  if (data.t === 'opened' && 'pages' in data && isCount(data.pages)) return { t: 'opened', pages: data.pages };
  if (data.t === 'drawn' && 'page' in data && isCount(data.page) && 'bitmap' in data && data.bitmap instanceof ImageBitmap) return { t: 'drawn', page: data.page, bitmap: data.bitmap };
  return data.t === 'failed' && 'why' in data && (data.why === 'locked' || data.why === 'damaged') ? { t: 'failed', why: data.why } : null;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0;
}
