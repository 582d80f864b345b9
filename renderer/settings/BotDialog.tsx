import type { BotPlan } from '#domain/bot/plan';
import { Button, Tabs } from '@mantine/core';
import { useState } from 'react';
import { Beginning } from '../kit/Beginning';
import { Dialog } from '../kit/Dialog';
import { useAct } from '../kit/act';
import { bridge } from '../kit/bridge';
import { useText } from '../text/TextProvider';
import { faultOf } from './bot-plan-fault';
import { BotFlows } from './BotFlows';
import { BotGeneral } from './BotGeneral';
import { BotTopics } from './BotTopics';
import { BotTrial } from './BotTrial';
import { Refusal } from './Refusal';
import classes from './settings.module.css';
import { useAsked } from './use-asked';
import { useForm } from './use-form';

type Props = { readonly opened: boolean; readonly onClose: () => void };

const askBot = () => bridge.ask('bot.read', {});
const tabs = ['general', 'topics', 'flows', 'try'] as const;

/** What the bot is taught, and a conversation with it beside. */
export function BotDialog({ opened, onClose }: Props) {
  const { say } = useText();
  return (
    <Dialog opened={opened} onClose={onClose} size={860} title={say('bot.title')}>
      <Beginning>
        <Asked />
      </Beginning>
    </Dialog>
  );
}

function Asked() {
  const { say } = useText();
  const { value, refused, again } = useAsked(askBot);
  if (value !== null) return <BotForm taught={value} />;
  if (refused === null) return <p className={classes['lead']} role="status">{say('bot.asking')}</p>;
  return (
    <>
      <Refusal code={refused} />
      <div className={classes['actions']}><Button variant="default" data-autofocus onClick={again}>{say('security.again')}</Button></div>
    </>
  );
}

function BotForm({ taught }: { readonly taught: BotPlan }) {
  const { say } = useText();
  const { tell } = useAct();
  const [plan, setPlan] = useState(taught);
  const [tried, setTried] = useState(false);
  const { busy, refused, submit } = useForm();
  const fault = faultOf(plan);
  const save = (): void => {
    setTried(true);
    if (fault === null) submit(null, () => bridge.ask('bot.save', plan), () => tell(say('bot.saved')));
  };
  return (
    <>
      <p className={classes['lead']}>{say('bot.lead')}</p>
      <Tabs defaultValue="general" keepMounted={false}>
        <Tabs.List mb={16}>{tabs.map((tab) => <Tabs.Tab key={tab} value={tab}>{say(`bot.${tab}`)}</Tabs.Tab>)}</Tabs.List>
        <Tabs.Panel value="general"><BotGeneral plan={plan} onChange={setPlan} /></Tabs.Panel>
        <Tabs.Panel value="topics"><BotTopics plan={plan} onChange={setPlan} /></Tabs.Panel>
        <Tabs.Panel value="flows"><BotFlows plan={plan} onChange={setPlan} /></Tabs.Panel>
        <Tabs.Panel value="try"><BotTrial plan={plan} /></Tabs.Panel>
      </Tabs>
      {tried && fault !== null ? <p className={classes['refused']} role="alert">{say(fault.text, { title: fault.title })}</p> : <Refusal code={refused} />}
      <div className={`${classes['footer']} ${classes['staying']}`}>
        <Button disabled={busy || plan === taught} onClick={save}>{say('bot.save')}</Button>
      </div>
    </>
  );
}
