import type { RequestOutput } from '#contract/requests';
import { useText } from '../text/TextProvider';
import classes from './settings.module.css';

type Row = RequestOutput<'mailboxes.list'>[number] | RequestOutput<'messengers.list'>[number];

/** How a channel stands, and since when; what is wrong is a sentence of its own. */
export function Standing({ state, since }: Pick<Row, 'state' | 'since'>) {
  const { say, dates } = useText();
  const when = say('channels.state.since', { when: dates.moment(since) });
  if (state === 'connected' || state === 'waiting') return <span className={classes['dim']}>{say(`channels.state.${state}`)} · {when}</span>;
  return (
    <>
      <span className={classes['bad']} role="alert">{say(`failure.${state}`)}</span>
      <span className={classes['dim']}>{when}</span>
    </>
  );
}
