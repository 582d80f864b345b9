import type { ChannelKind } from '#domain/channel/channel';
import { notCarried } from '#domain/conversation/carried-file';
import { mayRun, type OutgoingFile } from '#domain/conversation/outgoing-file';
import { VisuallyHidden } from '@mantine/core';
import { IconAlertTriangle, IconFile, IconPhoto, IconX } from '@tabler/icons-react';
import { sizeText } from '../text/dates';
import { useText } from '../text/TextProvider';
import classes from './DraftFiles.module.css';
import chip from './FileChip.module.css';
import type { Incoming } from './use-files';

type Props = { readonly kind: ChannelKind; readonly files: readonly OutgoingFile[]; readonly incoming: readonly Incoming[]; readonly onRemove: (hash: string) => void };

/** The files that will leave with the answer. */
export function DraftFiles({ kind, files, incoming, onRemove }: Props) {
  const { say } = useText();
  return (
    <>
      <VisuallyHidden role="status">{files.length > 0 && say('composer.fileCount', { n: files.length })}</VisuallyHidden>
      {(files.length > 0 || incoming.length > 0) && <List kind={kind} files={files} incoming={incoming} onRemove={onRemove} />}
      <LeftBehind kind={kind} files={files} />
      {files.some(mayRun) && (
        <p className={classes['warning']} role="status">
          <IconAlertTriangle size={14} stroke={1.75} aria-hidden />
          {say('composer.fileMayRun')}
        </p>
      )}
    </>
  );
}

function List({ kind, files, incoming, onRemove }: Props) {
  const { say } = useText();
  return (
    <ul className={`${chip['list']} ${classes['list']}`} aria-label={say('composer.files')}>
      {files.map((file) => (
        <li key={file.hash} className={`${chip['file']} ${classes['file']}`} data-warned={mayRun(file) || notCarried(kind, file) !== null || undefined}>
          <Sign file={file} />
          <span className={chip['name']} title={file.name}>
            {file.name}
          </span>
          <span className={chip['size']}>{sizeText(file.size, say)}</span>
          <button type="button" className={classes['remove']} aria-label={say('composer.removeFile', { name: file.name })} onClick={() => onRemove(file.hash)}>
            <IconX size={14} stroke={2} aria-hidden />
          </button>
        </li>
      ))}
      {incoming.map(({ transfer, name, part }) => (
        <li key={transfer} className={`${chip['file']} ${classes['file']}`} aria-busy>
          <IconFile size={16} stroke={1.75} aria-hidden />
          <span className={chip['name']}>{name}</span>
          <span className={chip['size']}>{say('composer.fileComing', { n: Math.floor(part * 100) })}</span>
        </li>
      ))}
    </ul>
  );
}

/** What the channel does not take along, before it is sent: each by its name, and why. */
function LeftBehind({ kind, files }: Pick<Props, 'kind' | 'files'>) {
  const { say } = useText();
  const left = files.flatMap((file) => {
    const because = notCarried(kind, file);
    return because === null ? [] : [{ file, because }];
  });
  return left.map(({ file, because }) => (
    <p key={file.hash} className={classes['warning']} role="status">
      <IconAlertTriangle size={14} stroke={1.75} aria-hidden />
      {because.because === 'kind' ? say('composer.fileOfKind', { channel: say(`channel.${kind}`), name: file.name }) : say('composer.fileOfSize', { channel: say(`channel.${kind}`), name: file.name, size: sizeText(because.most, say) })}
    </p>
  ));
}

function Sign({ file }: { readonly file: OutgoingFile }) {
  const Drawing = mayRun(file) ? IconAlertTriangle : file.type.startsWith('image/') ? IconPhoto : IconFile;
  return <Drawing size={16} stroke={1.75} aria-hidden />;
}
