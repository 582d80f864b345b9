import type { Failure } from '#contract/failures';
import { importFields, type ImportJob, type ImportMapping } from '#contract/import-job';
import type { RequestOutput } from '#contract/requests';
import { Button, NativeSelect, Table } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import { bridge } from '../kit/bridge';
import type { PlainKey } from '../text/translation';
import { useText } from '../text/TextProvider';
import { fieldName } from './import-words';
import { Refusal } from './Refusal';
import classes from './settings.module.css';
import { useForm } from './use-form';

/** `isPages`: each line is a whole file, which says by itself what it is. */
type Props = { readonly job: ImportJob; readonly isPages: boolean; readonly onStarted: () => void; readonly onCancel: () => void };
type Preview = RequestOutput<'imports.look'>;

/** What the first lines would become, by which column tells what. Nothing is taken in before the person says so. */
export function ImportColumns({ job, isPages, onStarted, onCancel }: Props) {
  const { say } = useText();
  const [preview, setPreview] = useState<Preview | null>(null);
  const [unreadable, setUnreadable] = useState<Failure | null>(null);
  const { busy, refused, submit } = useForm();
  const look = useCallback((mapping: ImportMapping | null) => {
    void bridge.ask('imports.look', { import: job.id, mapping }).then((seen) => (seen.ok ? setPreview(seen.value) : setUnreadable(seen.code)));
  }, [job.id]);
  useEffect(() => look(null), [look]);
  const start = (): void => submit(null, () => bridge.ask('imports.start', { import: job.id, mapping: { ...preview?.mapping } }), onStarted);

  return (
    <section className={classes['form']} aria-label={say(isPages ? 'import.firstFiles' : 'import.columns')}>
      <h3 className={classes['heading']}><bdi>{say(`import.kind.${job.kind}`)}: {job.name}</bdi></h3>
      {preview !== null && !isPages && <Mapping job={job} preview={preview} onMapping={look} />}
      {preview !== null && <FirstLines preview={preview} isPages={isPages} />}
      <Refusal code={unreadable ?? refused} />
      <div className={classes['actions']}>
        <Button variant="default" onClick={onCancel}>{say('import.cancel')}</Button>
        <Button data-autofocus disabled={busy || preview === null} onClick={start}>{say('import.start')}</Button>
      </div>
    </section>
  );
}

type MappingProps = { readonly job: ImportJob; readonly preview: Preview; readonly onMapping: (mapping: ImportMapping) => void };

function Mapping({ job, preview, onMapping }: MappingProps) {
  const { say } = useText();
  const { mapping, columns } = preview;
  const choose = (field: string, column: string): void => {
    const { [field]: _before, ...rest } = mapping;
    onMapping(column === '' ? rest : { ...rest, [field]: column });
  };
  return (
    <fieldset className={classes['columns']}>
      <legend>{say('import.columns')}</legend>
      {Object.entries(importFields[job.kind]).map(([field, needed]) => (
        <NativeSelect
          key={field}
          size="xs"
          label={say(fieldName(field) ?? 'import.noColumn')}
          withAsterisk={needed}
          value={mapping[field] ?? ''}
          onChange={(event) => choose(field, event.currentTarget.value)}
          data={[{ value: '', label: say('import.noColumn') }, ...columns.map((name) => ({ value: name, label: name }))]}
        />
      ))}
    </fieldset>
  );
}

function FirstLines({ preview, isPages }: { readonly preview: Preview; readonly isPages: boolean }) {
  const { say } = useText();
  const nameOf = (column: string): string => (column === 'file' ? say('import.file') : say(fieldName(column) ?? 'import.file'));
  return (
    <div className={classes['sheet']} tabIndex={0} role="region" aria-label={say(isPages ? 'import.firstFiles' : 'import.first')}>
      <Table stickyHeader withColumnBorders fz={12.5}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{isPages ? '№' : say('import.line')}</Table.Th>
            <Table.Th>{say('import.verdict')}</Table.Th>
            {preview.columns.map((name) => <Table.Th key={name}><bdi>{isPages ? nameOf(name) : name}</bdi></Table.Th>)}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {preview.lines.map(({ line, cells, problem }) => (
            <Table.Tr key={line} data-bad={problem !== null || undefined}>
              <Table.Td>{line}</Table.Td>
              <Table.Td><Verdict problem={problem} isPages={isPages} /></Table.Td>
              {cells.map((cell, index) => <Table.Td key={preview.columns[index]}><bdi>{cell}</bdi></Table.Td>)}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function Verdict({ problem, isPages }: { readonly problem: Preview['lines'][number]['problem']; readonly isPages: boolean }) {
  const { say } = useText();
  if (problem === null) return <span className={classes['dim']}>{say('import.good')}</span>;
  const field: PlainKey | null = fieldName(problem.field ?? '');
  return <span className={classes['bad']}>{field === null ? say(isPages ? 'import.file' : 'import.line') : say(field)}: {say(`problem.${problem.code}`)}</span>;
}
