import { linesOf, plainText } from '#domain/channel/rich-text';

/** The words of an answer, without the marks that a rich text is written with. */
export function wordsSent({ text, rich }: { readonly text: string; readonly rich?: boolean | undefined }): string {
  return rich === true ? plainText(linesOf(text)) : text;
}
