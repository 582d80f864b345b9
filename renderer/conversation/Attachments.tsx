import type { MessageRow } from '#domain/conversation/message';
import { IconDownload, IconFile } from '@tabler/icons-react';
import { useAct } from '../kit/act';
import { sizeText } from '../text/dates';
import { useText } from '../text/TextProvider';
import classes from './Attachments.module.css';
import chip from './FileChip.module.css';

/** Attachments are saved, never opened here. */
export function Attachments({ row }: { readonly row: MessageRow }) {
  const { say } = useText();
  const { ask, tell } = useAct();
  if (row.attachments.length === 0) return null;

  async function save(attachment: MessageRow['attachments'][number]): Promise<void> {
    const saved = await ask('attachment.save', { message: row.id, attachment: attachment.id });
    if (saved.ok) tell(say('attachment.saved', { file: saved.value.file }));
  }

  return (
    <ul className={`${chip['list']} ${classes['list']}`} aria-label={say('attachment.list')}>
      {row.attachments.map((attachment) => (
        <li key={attachment.id}>
          <button type="button" className={`${chip['file']} ${classes['file']}`} aria-label={say('attachment.save', { name: attachment.name })} onClick={() => void save(attachment)}>
            <IconFile size={16} stroke={1.75} aria-hidden />
            <span className={chip['name']} title={attachment.name}>
              {attachment.name}
            </span>
            <span className={chip['size']}>{sizeText(attachment.size, say)}</span>
            <IconDownload size={15} stroke={1.75} aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  );
}
