import { Button } from '@mantine/core';
import { useText } from '../text/TextProvider';
import { Refusal } from './Refusal';
import classes from './settings.module.css';
import type { Asked } from './use-asked';

/** What stands where the server has not answered yet, or could not be asked. */
export function Asking({ asked }: { readonly asked: Pick<Asked<unknown>, 'refused' | 'again'> }) {
  const { say } = useText();
  if (asked.refused === null) return <p className={classes['lead']} role="status">{say('company.asking')}</p>;
  return (
    <>
      <Refusal code={asked.refused} />
      <div className={classes['actions']}><Button variant="default" mt={12} onClick={asked.again}>{say('security.again')}</Button></div>
    </>
  );
}
