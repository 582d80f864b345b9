import type { Failure } from '#contract/failures';
import { importBounds, importKinds, type ImportJob, type ImportKind } from '#contract/import-job';
import { Button, FileButton, NativeSelect, Progress } from '@mantine/core';
import { useState } from 'react';
import { bridge } from '../kit/bridge';
import { useText } from '../text/TextProvider';
import { Refusal } from './Refusal';
import classes from './settings.module.css';

type Upload = { readonly name: string; readonly part: number };

/** Chooses what is imported, and uploads it: the window holds one piece of the file at a time. */
export function ImportFile({ onUploaded }: { readonly onUploaded: (job: ImportJob) => void }) {
  const { say } = useText();
  const [kind, setKind] = useState<ImportKind>('customer');
  const [upload, setUpload] = useState<Upload | null>(null);
  const [refused, setRefused] = useState<Failure | null>(null);

  async function take(file: File | null): Promise<void> {
    if (file === null) return;
    setRefused(null);
    setUpload({ name: file.name, part: 0 });
    const code = await uploadAll(file, kind, { shown: (part) => setUpload({ name: file.name, part }), onUploaded });
    setUpload(null);
    setRefused(code);
  }

  return (
    <section className={classes['part']} aria-label={say('import.kind')}>
      <div className={classes['row']}>
        <NativeSelect label={say('import.kind')} value={kind} onChange={(event) => setKind(importKinds.find((one) => one === event.currentTarget.value) ?? 'customer')} data={importKinds.map((one) => ({ value: one, label: say(`import.kind.${one}`) }))} />
        <FileButton accept=".csv,.json,.ndjson,.jsonl,.txt" onChange={(file) => void take(file)}>
          {(props) => <Button {...props} mt="auto" disabled={upload !== null}>{say('import.choose')}</Button>}
        </FileButton>
      </div>
      {upload !== null && (
        <div className={classes['progress']} role="status">
          <span className={classes['dim']}><bdi>{say('import.uploading', { name: upload.name })}</bdi></span>
          <Progress value={upload.part * 100} aria-label={say('import.uploading', { name: upload.name })} />
        </div>
      )}
      <Refusal code={refused} />
    </section>
  );
}

type Told = { readonly shown: (part: number) => void; readonly onUploaded: (job: ImportJob) => void };

async function uploadAll(file: File, kind: ImportKind, { shown, onUploaded }: Told): Promise<Failure | null> {
  if (file.size === 0) return 'attachment.empty';
  if (file.size > importBounds.file) return 'import.tooMuch';
  try {
    const begun = await bridge.ask('imports.begin', { kind, name: file.name.slice(-200), size: file.size });
    if (!begun.ok) return begun.code;
    for (let held = 0; held < file.size; ) {
      const bytes = new Uint8Array(await file.slice(held, held + importBounds.piece).arrayBuffer());
      const taken = await bridge.ask('imports.piece', { import: begun.value.id, from: held, bytes });
      if (!taken.ok) return taken.code;
      held = taken.value.held;
      shown(held / file.size);
    }
    onUploaded({ ...begun.value, held: file.size });
    return null;
  } catch {
    return 'attachment.unreadable';
  }
}
