import { Button } from '@mantine/core';
import { useAct } from '../kit/act';
import { useText } from '../text/TextProvider';
import classes from './settings.module.css';
import own from './enrolment.module.css';

/** Shown this once. */
export function RecoveryCodes({ codes, onKept }: { readonly codes: readonly string[]; readonly onKept: () => void }) {
  const { say } = useText();
  const { ask, tell } = useAct();

  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(codes.join('\n'));
    tell(say('codes.copied'));
  }

  async function save(): Promise<void> {
    const outcome = await ask('security.saveCodes', { codes: [...codes] });
    if (outcome.ok) tell(say('codes.saved', { file: outcome.value.file }));
  }

  return (
    <>
      <p className={classes['lead']}>{say('codes.why')}</p>
      <ol className={own['codes']} aria-label={say('codes.title')}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className={classes['actions']}>
        <Button variant="default" onClick={() => void copy()}>{say('codes.copy')}</Button>
        <Button variant="default" onClick={() => void save()}>{say('codes.save')}</Button>
        <Button autoFocus onClick={onKept}>{say('codes.kept')}</Button>
      </div>
    </>
  );
}
