import type { ChatFile } from '#contract/chat';
import type { AttachmentId, MessageId } from '#kernel/id';
import type { ChatState } from '../chat-state';
import { h } from '../draw';
import type { Text } from '../text/text';
import { Icon } from './Icon';

export type Saving = { readonly states: ChatState['files']; readonly isOnline: boolean; readonly save: (message: MessageId, attachment: AttachmentId) => void };

type FilesProps = { readonly message: MessageId; readonly files: readonly ChatFile[]; readonly text: Text; readonly language: 'ru' | 'en'; readonly saving: Saving };

/** Files of an answer; they are saved, never shown here. */
export function Files({ message, files, text, language, saving: { states, isOnline, save } }: FilesProps) {
  return (
    <ul class="files" aria-label={text.files}>
      {files.map(({ id, name, size }) => {
        const isAbsent = states.get(id) === 'absent';
        const shownSize = sizeText(size, language);
        return (
          <li key={id}>
            <button type="button" class="file" aria-label={text.saveFile(name, shownSize)} aria-busy={states.get(id) === 'asked'} aria-disabled={isAbsent || !isOnline} onClick={() => save(message, id)}>
              <Icon name="file" />
              <span class="filename" dir="auto">
                {name}
              </span>
              <span class="size">{shownSize}</span>
            </button>
            {isAbsent && <p class="gone">{text.fileAbsent}</p>}
          </li>
        );
      })}
    </ul>
  );
}

function sizeText(bytes: number, language: 'ru' | 'en'): string {
  const [value, unit] = bytes < 1024 ? [bytes, 'byte'] : bytes < 1024 * 1024 ? [bytes / 1024, 'kilobyte'] : [bytes / 1024 / 1024, 'megabyte'];
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: unit === 'byte' ? 'long' : 'short', maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
}
