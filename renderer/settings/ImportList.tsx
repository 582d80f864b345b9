import type { ImportId } from '#kernel/id';
import type { RequestOutput } from '#contract/requests';
import { Button, Progress } from '@mantine/core';
import { useEffect, useState } from 'react';
import { bridge } from '../kit/bridge';
import { useMinute } from '../kit/clock';
import { useText } from '../text/TextProvider';
import { fieldName } from './import-words';
import { Refusal } from './Refusal';
import { useAsked } from './use-asked';
import classes from './settings.module.css';
import own from './import.module.css';
import { useForm } from './use-form';

/** How often a list that is looked at is asked for anew, in milliseconds. */
const pulse = 1000;

const askImports = () => bridge.ask('imports.list', {});

/** What was imported and is under way, newest first. */
export function ImportList() {
  const { say } = useText();
  const { value, refused, again } = useAsked(askImports, pulse);
  const begun = value?.imports.filter(({ state }) => state !== 'uploading');
  return (
    <section className={classes['part']} aria-labelledby="imports">
      <h3 id="imports">{say('import.list')}</h3>
      <Refusal code={refused} />
      {begun === undefined && refused === null && <p className={classes['lead']} role="status">{say('security.asking')}</p>}
      {begun?.length === 0 && <p className={classes['lead']}>{say('import.none')}</p>}
      {begun?.map((job) => <Job key={job.id} job={job} onMoved={again} />)}
    </section>
  );
}

type ShownJob = RequestOutput<'imports.list'>['imports'][number];

function Job({ job, onMoved }: { readonly job: ShownJob; readonly onMoved: () => void }) {
  const { say, dates } = useText();
  const now = useMinute();
  const { busy, refused, submit } = useForm();
  const [saved, setSaved] = useState<string | null>(null);
  const { id, state, taken, repeated, refused: bad } = job;
  const isGoing = state === 'waiting' || state === 'running';
  const title = `${say(`import.kind.${job.kind}`)}: ${job.name}`;
  const counts = [say('import.taken', { n: taken }), ...(repeated > 0 ? [say('import.repeated', { n: repeated })] : []), ...(bad > 0 ? [say('import.refused', { n: bad })] : [])];
  return (
    <article className={classes['job']} aria-label={title} data-import={state}>
      <div className={classes['row']}>
        <div className={classes['about']}>
          <span className={classes['name']}><bdi>{title}</bdi></span>
          <span className={classes['dim']}>{say(`import.state.${state}`)} · {dates.short(job.at, Math.max(now, job.at))} · {counts.join(', ')}</span>
        </div>
        <div className={classes['actions']}>
          {bad > 0 && !isGoing && <Button size="compact-sm" variant="subtle" disabled={busy} onClick={() => submit(null, () => bridge.ask('imports.saveProblems', { import: id }), ({ file }) => setSaved(file))}>{say('import.save')}</Button>}
          {isGoing && <Button size="compact-sm" variant="default" disabled={busy} onClick={() => submit(null, () => bridge.ask('imports.stop', { import: id }), onMoved)}>{say('import.stop')}</Button>}
          {(state === 'stopped' || state === 'failed') && <Button size="compact-sm" variant="default" disabled={busy} onClick={() => submit(null, () => bridge.ask('imports.goOn', { import: id }), onMoved)}>{say('import.goOn')}</Button>}
        </div>
      </div>
      {state !== 'done' && <Progress value={(job.cursor / job.size) * 100} animated={state === 'running'} aria-label={title} />}
      {saved !== null && <p className={classes['dim']} role="status">{say('import.saved', { file: saved })}</p>}
      {bad > 0 && !isGoing && <FirstProblems key={bad} id={id} />}
      <Refusal code={refused} />
    </article>
  );
}

type Problems = RequestOutput<'imports.problems'>['problems'];
/** As many bad lines as a person reads before they open the file. */
const shown = 5;

function FirstProblems({ id }: { readonly id: ImportId }) {
  const { say } = useText();
  const [problems, setProblems] = useState<Problems>([]);
  useEffect(() => void bridge.ask('imports.problems', { import: id }).then((page) => page.ok && setProblems(page.value.problems.slice(0, shown))), [id]);
  return (
    <ul className={own['problems']}>
      {problems.map(({ line, file, field, code }) => {
        const name = fieldName(field ?? '');
        const what = name === null ? (field ?? '') : say(name);
        return <li key={line}>{file === undefined ? `${say('import.line')} ${line}` : <bdi>{file}</bdi>}: {what === '' ? '' : `${what}: `}{say(`problem.${code}`)}</li>;
      })}
    </ul>
  );
}
