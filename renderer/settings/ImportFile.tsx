import type { Failure } from '#contract/failures';
import { importBounds, importKinds, type ImportJob, type ImportKind } from '#contract/import-job';
import { Button, FileButton, NativeSelect, Progress } from '@mantine/core';
import { useState } from 'react';
import { bridge } from '../kit/bridge';
import type { PlainKey } from '../text/translation';
import { useText } from '../text/TextProvider';
import { isMarkdown, pagesOf } from './markdown-files';
import { Refusal } from './Refusal';
import classes from './settings.module.css';
import own from './import.module.css';

type Upload = { readonly name: string; readonly part: number };
/** What a person chose: a table, or pages of Markdown. */
type Chosen = { readonly name: string; readonly blob: Blob; readonly isPages: boolean };
type Props = { readonly onUploaded: (job: ImportJob, isPages: boolean) => void };

const tables = '.csv,.json,.ndjson,.jsonl,.txt';

/** Chooses what is imported, and uploads it: the window holds one piece of the file at a time. */
export function ImportFile({ onUploaded }: Props) {
  const { say } = useText();
  const [kind, setKind] = useState<ImportKind>('customer');
  const [upload, setUpload] = useState<Upload | null>(null);
  const [refused, setRefused] = useState<Failure | null>(null);
  const [unfit, setUnfit] = useState<PlainKey | null>(null);

  async function take(files: readonly File[]): Promise<void> {
    if (files.length === 0) return;
    setRefused(null);
    const chosen = await chosenOf(files);
    setUnfit(typeof chosen === 'string' ? chosen : null);
    if (typeof chosen === 'string') return;
    const { name, isPages } = chosen;
    setUpload({ name, part: 0 });
    const code = await uploadAll(chosen, kind, { shown: (part) => setUpload({ name, part }), onUploaded: (job) => onUploaded(job, isPages) });
    setUpload(null);
    setRefused(code);
  }

  const isOfArticles = kind === 'article';
  return (
    <section className={classes['part']} aria-label={say('import.kind')}>
      <div className={classes['row']}>
        <NativeSelect data-autofocus label={say('import.kind')} value={kind} onChange={(event) => setKind(importKinds.find((one) => one === event.currentTarget.value) ?? 'customer')} data={importKinds.map((one) => ({ value: one, label: say(`import.kind.${one}`) }))} />
        <div className={own['choosing']}>
          {isOfArticles && (
            <FileButton multiple inputProps={folder} onChange={(files) => void take(files.filter(isMarkdown).length === 0 ? files : files.filter(isMarkdown))}>
              {(props) => <Button {...props} variant="default" disabled={upload !== null}>{say('import.chooseFolder')}</Button>}
            </FileButton>
          )}
          <FileButton key={kind} multiple={isOfArticles} accept={isOfArticles ? `${tables},.md,.markdown` : tables} onChange={(files: File | File[] | null) => void take(files instanceof File ? [files] : (files ?? []))}>
            {(props) => <Button {...props} disabled={upload !== null}>{say(isOfArticles ? 'import.chooseSome' : 'import.choose')}</Button>}
          </FileButton>
        </div>
      </div>
      {isOfArticles && <p className={classes['dim']}>{say('import.pagesHelp')}</p>}
      {upload !== null && (
        <div className={own['progress']} role="status">
          <span className={classes['dim']}><bdi>{say('import.uploading', { name: upload.name })}</bdi></span>
          <Progress value={upload.part * 100} aria-label={say('import.uploading', { name: upload.name })} />
        </div>
      )}
      {unfit !== null && <p className={classes['bad']} role="alert">{say(unfit)}</p>}
      <Refusal code={refused} />
    </section>
  );
}

/** Whole folders, and what lies in the folders within. */
const folder = { multiple: true, webkitdirectory: '' };

/** Or why it cannot be taken. */
async function chosenOf(files: readonly File[]): Promise<Chosen | 'import.oneKind' | 'import.unreadable'> {
  const [first] = files;
  if (files.every(isMarkdown)) return pagesOf(files).then((pages) => ({ ...pages, isPages: true }), () => 'import.unreadable');
  return first === undefined || files.length > 1 ? 'import.oneKind' : { name: first.name, blob: first, isPages: false };
}

type Told = { readonly shown: (part: number) => void; readonly onUploaded: (job: ImportJob) => void };

async function uploadAll({ name, blob }: Chosen, kind: ImportKind, { shown, onUploaded }: Told): Promise<Failure | null> {
  if (blob.size === 0) return 'attachment.empty';
  if (blob.size > importBounds.file) return 'import.tooMuch';
  try {
    const begun = await bridge.ask('imports.begin', { kind, name: name.slice(-200), size: blob.size });
    if (!begun.ok) return begun.code;
    for (let held = 0; held < blob.size; ) {
      const bytes = new Uint8Array(await blob.slice(held, held + importBounds.piece).arrayBuffer());
      const taken = await bridge.ask('imports.piece', { import: begun.value.id, from: held, bytes });
      if (!taken.ok) return taken.code;
      held = taken.value.held;
      shown(held / blob.size);
    }
    onUploaded({ ...begun.value, held: blob.size });
    return null;
  } catch {
    return 'attachment.unreadable';
  }
}
