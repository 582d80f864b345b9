import type { MessageRow } from '#domain/conversation/message';
import { mayBeShown } from '#domain/conversation/shown-file';
import type { MessageId } from '#kernel/id';
import { create } from 'zustand';

export type Attached = MessageRow['attachments'][number];
type Looking = { readonly message: MessageId; /** Those of the message that can be looked at. */ readonly files: readonly Attached[]; readonly at: number };

/** What is being looked at, for the whole window: its message may scroll away meanwhile. */
export const usePreview = create<{ readonly looking: Looking | null }>(() => ({ looking: null }));

export function lookAt({ id, attachments }: MessageRow, attachment: Attached): void {
  const files = attachments.filter(mayBeShown);
  usePreview.setState({ looking: { message: id, files, at: files.indexOf(attachment) } });
}

/** To the file so many places further; from the last one to the first. */
export function lookFurther(step: number): void {
  usePreview.setState(({ looking }) => (looking === null ? { looking } : { looking: { ...looking, at: (looking.at + step + looking.files.length) % looking.files.length } }));
}

export function stopLooking(): void {
  usePreview.setState({ looking: null });
}
