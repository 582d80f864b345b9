import type { ShownMessage } from '#contract/requests';
import type { FirstResponse } from '#domain/conversation/conversation';
import { isDoubtful, type Delivery } from '#domain/conversation/message';
import { minute, type Instant } from '#kernel/instant';
import { IconAlertCircleFilled, IconCheck, IconChecks, IconClock, IconHelpCircle, IconSend2, type Icon } from '@tabler/icons-react';
import { useMinute, useSecond } from '../kit/clock';
import { useText } from '../text/TextProvider';
import classes from './DeliveryMark.module.css';
import { HeldMark } from './HeldMark';

const icons: Readonly<Record<Delivery['state'], Icon>> = {
  waiting: IconClock,
  accepted: IconSend2,
  sent: IconCheck,
  delivered: IconChecks,
  read: IconChecks,
  failed: IconAlertCircleFilled,
};

type Props = { readonly shown: ShownMessage; readonly delivery: Delivery; readonly clock: FirstResponse };

/** Where an answer stands on its way to the customer, in a sign and a word; a failure says why. */
export function DeliveryMark({ shown, delivery, clock }: Props) {
  const { say, dates } = useText();
  if (shown.held !== null) return <HeldMark row={shown.row} until={shown.held.until} />;
  if (shown.waiting || delivery.state === 'waiting') return <Waiting at={shown.row.at} clock={clock} uploaded={shown.uploaded} />;
  const doubtful = isDoubtful(delivery);
  const Drawing = doubtful ? IconHelpCircle : icons[delivery.state];
  return (
    <span className={classes['mark']} data-state={doubtful ? 'doubt' : delivery.state} title={dates.full(delivery.at)}>
      <Drawing size={14} stroke={2} aria-hidden />
      {delivery.state === 'accepted' ? <OnItsWay since={delivery.at} /> : say(doubtful ? 'delivery.doubt' : `delivery.${delivery.state}`)}
      {delivery.state === 'failed' && <span className={classes['why']}>{say(`failure.${delivery.reason}`)}</span>}
      {delivery.state === 'failed' && delivery.again !== undefined && <b>{say('delivery.tryingAgain')}</b>}
    </span>
  );
}

const usual = minute;

/** The server has it. What takes long is not called sending: a chat's visitor may be away, a mail server may not answer. */
function OnItsWay({ since }: { readonly since: Instant }) {
  const { say } = useText();
  const isLate = useMinute() - since > usual;
  return say(isLate ? 'delivery.notYet' : 'delivery.accepted');
}

/** Not yet accepted by the server. The first answer counts when the server accepts it, so this one may turn out late. */
function Waiting({ at, clock, uploaded }: { readonly at: Instant; readonly clock: FirstResponse; readonly uploaded: number | null }) {
  const { say } = useText();
  const now = useSecond();
  const isFirst = clock.state === 'running' || clock.at === at;
  const late = isFirst && now > clock.dueAt;
  return (
    <span className={classes['mark']} data-state={late ? 'late' : 'waiting'}>
      <IconClock size={14} stroke={2} aria-hidden />
      {uploaded !== null && !late ? say('delivery.uploading', { n: Math.floor(uploaded * 100) }) : say(late ? 'delivery.late' : 'delivery.waiting')}
    </span>
  );
}
