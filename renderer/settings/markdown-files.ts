import { importBounds, type ImportPage } from '#contract/import-job';

/** Files of Markdown on their way, one article in each. */
export type Pages = { readonly name: string; readonly blob: Blob };

/** What a folder holds besides, such as pictures, is none. */
export function isMarkdown({ name }: File): boolean {
  return /\.(md|markdown)$/iu.test(name);
}

/** One line for each file, in the order of their names; the window holds the text of one at a time. */
export async function pagesOf(files: readonly File[]): Promise<Pages> {
  const named = files.map((file) => ({ file, path: pathOf(file) })).toSorted((one, other) => (one.path < other.path ? -1 : 1));
  const lines: Blob[] = [];
  for (const { file, path } of named) {
    const page: ImportPage = { file: path, markdown: file.size > importBounds.markdown ? null : decoded(await file.arrayBuffer()) };
    lines.push(new Blob([JSON.stringify(page), '\n']));
  }
  const [first] = named;
  return { name: named.length === 1 ? (first?.path ?? '') : `${first?.path ?? ''} +${named.length - 1}`, blob: new Blob(lines) };
}

/** Without the folder that was chosen: it may be called anything the next time, and its files are the same. */
function pathOf({ name, webkitRelativePath: path }: File): string {
  const inner = path.slice(path.indexOf('/') + 1);
  return (inner === '' ? name : inner).slice(-longestPath);
}

const longestPath = 1000;

function decoded(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1251').decode(bytes);
  }
}
