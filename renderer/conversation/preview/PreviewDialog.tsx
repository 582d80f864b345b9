import type { AttachmentId, MessageId } from '#kernel/id';
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowLeft, IconArrowRight, IconDownload, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { Dialog } from '../../kit/Dialog';
import { sizeText } from '../../text/dates';
import { useText } from '../../text/TextProvider';
import { useSave } from '../use-save';
import { PdfView } from './PdfView';
import classes from './Preview.module.css';
import { lookFurther, stopLooking, usePreview, type Attached } from './preview-store';
import { useShownFile } from './use-shown-file';

/** A picture or a PDF that somebody sent, looked at without leaving the desk. */
export function PreviewDialog() {
  const { say } = useText();
  const looking = usePreview((state) => state.looking);
  const file = looking?.files[looking.at];
  const title = file === undefined ? '' : <Title file={file} at={(looking?.at ?? 0) + 1} of={looking?.files.length ?? 1} />;
  return (
    <Dialog opened={file !== undefined} onClose={stopLooking} size="min(1100px, 94vw)" padding="lg" title={title} classNames={{ body: classes['body'] ?? '', title: classes['heading'] ?? '' }} closeButtonProps={{ 'aria-label': say('preview.close') }}>
      {looking !== null && file !== undefined && <Look message={looking.message} file={file} isOne={looking.files.length === 1} />}
    </Dialog>
  );
}

function Title({ file, at, of }: { readonly file: Attached; readonly at: number; readonly of: number }) {
  const { say } = useText();
  return (
    <>
      <bdi className={classes['name']}>{file.name}</bdi>
      <span className={classes['fact']}>{sizeText(file.size, say)}</span>
      {of > 1 && <span className={classes['fact']}>{say('preview.place', { n: at, of: String(of) })}</span>}
    </>
  );
}

const zooms = [1, 1.5, 2, 3] as const;

function Look({ message, file, isOne }: { readonly message: MessageId; readonly file: Attached; readonly isOne: boolean }) {
  const { say } = useText();
  const save = useSave(message);
  const shown = useShownFile({ message, attachment: file.id });
  const { zoom, page, pages, set } = useSight(file.id);
  const closer = (step: number): void => set({ zoom: Math.max(0, Math.min(zooms.length - 1, zoom + step)) });
  const turn = (step: number): void => set({ page: Math.max(1, Math.min(pages, page + step)) });
  const count = useCallback((all: number) => set({ pages: all }), [set]);
  const ways: Readonly<Record<string, () => void>> = { ArrowLeft: () => lookFurther(-1), ArrowRight: () => lookFurther(1), PageUp: () => turn(-1), PageDown: () => turn(1), '+': () => closer(1), '=': () => closer(1), '-': () => closer(-1) };
  const hear = (event: React.KeyboardEvent): void => {
    const way = event.altKey ? undefined : isSave(event) ? () => void save(file) : event.ctrlKey || event.metaKey ? undefined : ways[event.key];
    if (way === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    way();
  };
  return (
    <div className={classes['look']} onKeyDown={hear}>
      <div className={classes['tools']} role="toolbar" aria-label={say('preview.tools')}>
        {!isOne && <Tool name={say('preview.before')} keys="ArrowLeft" onPress={() => lookFurther(-1)} Drawing={IconArrowLeft} />}
        {!isOne && <Tool name={say('preview.after')} keys="ArrowRight" onPress={() => lookFurther(1)} Drawing={IconArrowRight} />}
        <Tool name={say('preview.smaller')} keys="-" onPress={() => closer(-1)} Drawing={IconZoomOut} />
        <Tool name={say('preview.larger')} keys="+" onPress={() => closer(1)} Drawing={IconZoomIn} />
        <Tool name={say('attachment.save', { name: file.name })} keys="Control+S" onPress={() => void save(file)} Drawing={IconDownload} isFirst />
      </div>
      {shown.state === 'coming' && <p className={classes['said']} role="status">{say('preview.coming')}</p>}
      {shown.state === 'failed' && <p className={classes['said']} role="alert">{say(`failure.${shown.code}`)}</p>}
      {shown.state === 'picture' && <Picture key={file.id} address={shown.address} name={file.name} zoom={zooms[zoom] ?? 1} />}
      {shown.state === 'pdf' && <PdfView key={file.id} file={shown.file} page={page} zoom={zooms[zoom] ?? 1} onPage={(to) => set({ page: to })} onPages={count} />}
    </div>
  );
}

type Sight = { readonly zoom: number; readonly page: number; readonly pages: number };

/** How one file is looked at; the next one is begun with anew. */
function useSight(file: AttachmentId): Sight & { readonly set: (part: Partial<Sight>) => void } {
  const [sight, setSight] = useState({ ...begun, file });
  const now = sight.file === file ? sight : begun;
  const set = useCallback((part: Partial<Sight>) => setSight((former) => ({ ...(former.file === file ? former : begun), ...part, file })), [file]);
  return { ...now, set };
}

const begun: Sight = { zoom: 0, page: 1, pages: 1 };

/** The same key in every layout. */
function isSave({ key, code, ctrlKey, metaKey }: React.KeyboardEvent): boolean {
  return (ctrlKey || metaKey) && (key.toLowerCase() === 's' || code === 'KeyS');
}

function Picture({ address, name, zoom }: { readonly address: string; readonly name: string; readonly zoom: number }) {
  const { say } = useText();
  const [isBroken, setBroken] = useState(false);
  if (isBroken) return <p className={classes['said']} role="alert">{say('failure.attachment.notShown')}</p>;
  return (
    <div className={classes['place']} tabIndex={0} role="group" aria-label={name}>
      <img src={address} alt={name} decoding="async" className={zoom === 1 ? classes['whole'] : classes['part']} style={zoom === 1 ? undefined : { width: `${zoom * 100}%` }} onError={() => setBroken(true)} />
    </div>
  );
}

type ToolProps = { readonly name: string; readonly keys: string; readonly onPress: () => void; readonly Drawing: typeof IconDownload; readonly isFirst?: boolean };

function Tool({ name, keys, onPress, Drawing, isFirst = false }: ToolProps) {
  return (
    <Tooltip label={name}>
      <ActionIcon size={30} variant="default" aria-label={name} aria-keyshortcuts={keys} data-autofocus={isFirst || undefined} onClick={onPress}>
        <Drawing size={16} stroke={1.75} />
      </ActionIcon>
    </Tooltip>
  );
}
