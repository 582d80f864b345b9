import type { MessageRow } from '#domain/conversation/message';
import { mayRun } from '#domain/conversation/outgoing-file';
import { mayBeShown } from '#domain/conversation/shown-file';
import { VisuallyHidden } from '@mantine/core';
import { IconDownload, IconEye, IconFile, IconFileTypePdf, IconPhoto } from '@tabler/icons-react';
import { useState } from 'react';
import { sizeText } from '../text/dates';
import { useText } from '../text/TextProvider';
import classes from './Attachments.module.css';
import chip from './FileChip.module.css';
import { lookAt, type Attached } from './preview/preview-store';
import { useSave } from './use-save';

/** Pictures and PDFs are looked at here, the rest is saved and never opened; one that would run is named so before it is saved. */
export function Attachments({ row }: { readonly row: MessageRow }) {
  const { say } = useText();
  const save = useSave(row.id);
  const [doubted, setDoubted] = useState<Attached | null>(null);
  if (row.attachments.length === 0) return null;
  const saveNow = (attachment: Attached): void => {
    setDoubted(null);
    void save(attachment);
  };

  return (
    <>
      <ul className={`${chip['list']} ${classes['list']}`} aria-label={say('attachment.list')}>
        {row.attachments.map((attachment) => (
          <li key={attachment.id} className={classes['pair']}>
            {mayBeShown(attachment) && (
              <button type="button" className={`${chip['file']} ${classes['file']} ${classes['first']}`} onClick={() => lookAt(row, attachment)}>
                <VisuallyHidden>{say('preview.open', { name: '' })}</VisuallyHidden>
                <Named attachment={attachment} />
                <IconEye size={15} stroke={1.75} aria-hidden />
              </button>
            )}
            <button type="button" className={`${chip['file']} ${classes['file']}`} aria-label={mayBeShown(attachment) ? say('attachment.save', { name: attachment.name }) : undefined} title={say('attachment.save', { name: attachment.name })} onClick={() => (mayRun(attachment) ? setDoubted(attachment) : saveNow(attachment))}>
              {!mayBeShown(attachment) && <VisuallyHidden>{say('attachment.save', { name: '' })}</VisuallyHidden>}
              {!mayBeShown(attachment) && <Named attachment={attachment} />}
              <IconDownload size={15} stroke={1.75} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
      {doubted !== null && <Doubt file={doubted} onSave={() => saveNow(doubted)} onLeave={() => setDoubted(null)} />}
    </>
  );
}

function Named({ attachment }: { readonly attachment: Attached }) {
  const { say } = useText();
  const Drawing = attachment.type.startsWith('image/') ? IconPhoto : attachment.type === 'application/pdf' ? IconFileTypePdf : IconFile;
  return (
    <>
      <Drawing size={16} stroke={1.75} aria-hidden />
      <span className={chip['name']} title={attachment.name}>
        <bdi>{attachment.name}</bdi>
      </span>
      <span className={chip['size']}>{sizeText(attachment.size, say)}</span>
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
