import type { WebhookId } from '#kernel/id';
import { Button, Table } from '@mantine/core';
import { useCallback } from 'react';
import { bridge } from '../kit/bridge';
import { useMinute } from '../kit/clock';
import { useText } from '../text/TextProvider';
import { Refusal } from './Refusal';
import classes from './settings.module.css';
import { useAsked } from './use-asked';
import { useForm } from './use-form';

/** How often a log that is looked at is asked for anew, in milliseconds. */
const pulse = 3000;

/** What one system was told lately, newest first. */
export function WebhookLog({ webhook }: { readonly webhook: WebhookId }) {
  const { say, dates } = useText();
  const now = useMinute();
  const ask = useCallback(() => bridge.ask('webhooks.deliveries', { webhook }), [webhook]);
  const { value, refused, again } = useAsked(ask, pulse);
  const { busy, refused: notDone, submit } = useForm();
  if (value?.deliveries.length === 0) return <p className={classes['dim']}>{say('webhooks.noDeliveries')}</p>;
  return (
    <div className={classes['sheet']} tabIndex={0} role="region" aria-label={say('webhooks.log')}>
      <Refusal code={refused ?? notDone} />
      <Table fz={12.5}>
        <Table.Tbody>
          {value?.deliveries.map(({ id, type, state, attempt, at, status }) => (
            <Table.Tr key={id} data-delivery={state}>
              <Table.Td>{dates.short(at, Math.max(now, at))}</Table.Td>
              <Table.Td>{say(`event.${type}`)}</Table.Td>
              <Table.Td className={classes[state === 'failed' ? 'bad' : 'dim']}>{say(`webhooks.state.${state}`)}{status === null ? '' : ` (${status})`}</Table.Td>
              <Table.Td>{say('webhooks.attempts', { n: attempt })}</Table.Td>
              <Table.Td>
                <Button size="compact-xs" variant="subtle" disabled={busy} aria-label={say('webhooks.againNamed', { type: say(`event.${type}`) })} onClick={() => submit(null, () => bridge.ask('webhooks.again', { webhook, delivery: id }), again)}>
                  {say('webhooks.again')}
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
