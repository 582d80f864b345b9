import { ActionIcon } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useText } from '../../text/TextProvider';
import { PdfReader, type PdfFailure } from './pdf-reader';
import classes from './Preview.module.css';

type Props = { readonly file: Blob; readonly page: number; readonly zoom: number; readonly onPage: (page: number) => void; readonly onPages: (pages: number) => void };
type Drawing = { readonly pages: number | null; readonly drawn: { readonly page: number; readonly bitmap: ImageBitmap } | null; readonly failed: PdfFailure | null };

/** One page at a time, drawn by a worker; the window only puts it on the screen. */
export function PdfView({ file, page, zoom, onPage, onPages }: Props) {
  const { say } = useText();
  const place = useRef<HTMLDivElement>(null);
  const [drawing, reader] = useReader(file, onPages);
  const { pages, drawn, failed } = drawing;
  useEffect(() => {
    if (pages === null || reader.current === null) return;
    const width = (place.current?.clientWidth ?? 800) - 2;
    reader.current.draw(page, Math.min(6000, Math.round(width * zoom * window.devicePixelRatio)));
  }, [reader, pages, page, zoom]);
  if (failed !== null) return <p className={classes['said']} role="status">{say(`preview.pdf.${failed}`)}</p>;
  return (
    <>
      <div ref={place} className={classes['place']} tabIndex={0} role="group" aria-label={say('preview.page', { n: page, of: String(pages ?? 1) })}>
        {drawn === null ? <p className={classes['said']} role="status">{say('preview.coming')}</p> : <Page bitmap={drawn.bitmap} zoom={zoom} />}
      </div>
      {pages !== null && pages > 1 && (
        <div className={classes['pages']}>
          <ActionIcon size={28} variant="default" disabled={page === 1} aria-label={say('preview.pageBefore')} onClick={() => onPage(page - 1)}>
            <IconChevronUp size={16} />
          </ActionIcon>
          <span role="status">{say('preview.page', { n: page, of: String(pages) })}</span>
          <ActionIcon size={28} variant="default" disabled={page === pages} aria-label={say('preview.pageAfter')} onClick={() => onPage(page + 1)}>
            <IconChevronDown size={16} />
          </ActionIcon>
        </div>
      )}
    </>
  );
}

function useReader(file: Blob, onPages: (pages: number) => void): readonly [Drawing, React.RefObject<PdfReader | null>] {
  const [drawing, setDrawing] = useState<Drawing>({ pages: null, drawn: null, failed: null });
  const reader = useRef<PdfReader>(null);
  useEffect(() => {
    const begun = new PdfReader(file, {
      opened: (pages) => {
        setDrawing((now) => ({ ...now, pages }));
        onPages(pages);
      },
      drawn: (page, bitmap) => setDrawing((now) => ({ ...now, drawn: { page, bitmap } })),
      failed: (failed) => setDrawing((now) => ({ ...now, failed })),
    });
    reader.current = begun;
    return () => {
      reader.current = null;
      begun.end();
    };
  }, [file, onPages]);
  return [drawing, reader];
}

function Page({ bitmap, zoom }: { readonly bitmap: ImageBitmap; readonly zoom: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    if (canvas.current === null) return;
    canvas.current.width = bitmap.width;
    canvas.current.height = bitmap.height;
    canvas.current.getContext('2d')?.drawImage(bitmap, 0, 0);
  }, [bitmap]);
  return <canvas ref={canvas} className={classes['sheet']} style={{ width: `${zoom * 100}%` }} data-page />;
}
