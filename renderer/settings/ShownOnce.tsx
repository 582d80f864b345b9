import { Button, CopyButton } from '@mantine/core';
import { useText } from '../text/TextProvider';
import classes from './settings.module.css';

type Props = {
  readonly label: string;
  readonly secret: string;
  /** What to do with it; left out: a program will read it. */
  readonly once?: string;
  readonly onKept: () => void;
};

/** A secret that the server keeps as a hash or sealed: nobody shows it again. */
export function ShownOnce({ label, secret, once, onKept }: Props) {
  const { say } = useText();
  return (
    <div className={classes['form']} role="alert">
      <p className={classes['lead']}>{label}. {once ?? say('programs.once')}</p>
      <code className={classes['secret']}>{secret}</code>
      <div className={classes['actions']}>
        <CopyButton value={secret}>{({ copied, copy }) => <Button variant="default" onClick={copy}>{say(copied ? 'programs.copied' : 'programs.copy')}</Button>}</CopyButton>
        <Button autoFocus onClick={onKept}>{say('programs.kept')}</Button>
      </div>
    </div>
  );
}
