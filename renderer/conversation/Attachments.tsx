import type { MessageRow } from '#domain/conversation/message';
import { mayRun } from '#domain/conversation/outgoing-file';
import { IconDownload, IconFile } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct } from '../kit/act';
import { sizeText } from '../text/dates';
import { useText } from '../text/TextProvider';
import classes from './Attachments.module.css';
import chip from './FileChip.module.css';

type Attached = MessageRow['attachments'][number];

/** Attachments are saved, never opened here; one that would run is named so before it is saved. */
export function Attachments({ row }: { readonly row: MessageRow }) {
  const { say } = useText();
  const { ask, tell } = useAct();
  const [doubted, setDoubted] = useState<Attached | null>(null);
  if (row.attachments.length === 0) return null;

  async function save(attachment: Attached): Promise<void> {
    setDoubted(null);
    const saved = await ask('attachment.save', { message: row.id, attachment: attachment.id });
    if (saved.ok) tell(say('attachment.saved', { file: saved.value.file }));
  }

  return (
    <>
      <ul className={`${chip['list']} ${classes['list']}`} aria-label={say('attachment.list')}>
        {row.attachments.map((attachment) => (
          <li key={attachment.id}>
            <button type="button" className={`${chip['file']} ${classes['file']}`} aria-label={say('attachment.save', { name: attachment.name })} onClick={() => (mayRun(attachment) ? setDoubted(attachment) : void save(attachment))}>
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
      {doubted !== null && <Doubt file={doubted} onSave={() => void save(doubted)} onLeave={() => setDoubted(null)} />}
    </>
  );
}

function Doubt({ file, onSave, onLeave }: { readonly file: Attached; readonly onSave: () => void; readonly onLeave: () => void }) {
  const { say } = useText();
  return (
    <div className={classes['doubt']} role="alert">
      <span>{say('attachment.mayRun', { name: file.name })}</span>
      <button type="button" autoFocus onClick={onLeave}>
        {say('attachment.leave')}
      </button>
      <button type="button" onClick={onSave}>
        {say('attachment.saveAnyway')}
      </button>
    </div>
  );
}
