import type { BotAction, BotIntent, BotPlan } from '#domain/bot/plan';
import { Accordion, Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../text/TextProvider';
import type { PlanProps } from './BotGeneral';
import { freshKey } from './fresh-key';
import classes from './settings.module.css';

const kinds = ['say', 'flow', 'order', 'people'] as const;

/** What customers ask about, in their own words, and what the bot does then. */
export function BotTopics({ plan, onChange }: PlanProps) {
  const { say } = useText();
  const [open, setOpen] = useState<string | null>(null);
  const put = (key: string, next: BotIntent | null): void => onChange({ ...plan, intents: plan.intents.flatMap((one) => (one.key !== key ? [one] : next === null ? [] : [next])) });
  const add = (): void => {
    const key = freshKey('topic', plan.intents.map((one) => one.key));
    onChange({ ...plan, intents: [...plan.intents, { key, title: '', phrases: [], does: { kind: 'say', text: '' } }] });
    setOpen(key);
  };
  return (
    <>
      <Accordion mb="md" value={open} onChange={setOpen} chevronPosition="left">
        {plan.intents.map((intent) => (
          <Accordion.Item key={intent.key} value={intent.key}>
            <Accordion.Control>{intent.title === '' ? say('bot.topicTitle') : intent.title}</Accordion.Control>
            <Accordion.Panel><Topic intent={intent} plan={plan} onPut={(next) => put(intent.key, next)} /></Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
      <div className={classes['actions']}><Button variant="default" onClick={add}>{say('bot.addTopic')}</Button></div>
    </>
  );
}

type TopicProps = { readonly intent: BotIntent; readonly plan: BotPlan; readonly onPut: (next: BotIntent | null) => void };

function Topic({ intent, plan, onPut }: TopicProps) {
  const { say } = useText();
  const [phrases, setPhrases] = useState(intent.phrases.join('\n'));
  const write = (text: string): void => {
    setPhrases(text);
    onPut({ ...intent, phrases: text.split('\n').map((line) => line.trim()).filter((line) => line !== '') });
  };
  return (
    <div className={classes['form']}>
      <TextInput label={say('bot.topicTitle')} maxLength={120} value={intent.title} onChange={(event) => onPut({ ...intent, title: event.currentTarget.value })} />
      <Textarea label={say('bot.phrases')} autosize minRows={3} maxRows={12} value={phrases} onChange={(event) => write(event.currentTarget.value)} />
      <NativeSelect label={say('bot.does')} value={intent.does.kind} onChange={(event) => onPut({ ...intent, does: actionOf(event.currentTarget.value, plan) })} data={kinds.map((kind) => ({ value: kind, label: say(`bot.does.${kind}`) }))} />
      <Action does={intent.does} plan={plan} onChange={(does) => onPut({ ...intent, does })} />
      <div className={classes['actions']}><Button variant="subtle" color="red" onClick={() => onPut(null)}>{say('bot.removeTopic')}</Button></div>
    </div>
  );
}

function actionOf(kind: string, { flows }: BotPlan): BotAction {
  switch (kind) {
    case 'flow':
      return { kind, flow: flows[0]?.key ?? '' };
    case 'order':
      return { kind, ask: '', found: '', unknown: '' };
    case 'people':
      return { kind };
    default:
      return { kind: 'say', text: '' };
  }
}

type ActionProps = { readonly does: BotAction; readonly plan: BotPlan; readonly onChange: (does: BotAction) => void };

function Action({ does, plan, onChange }: ActionProps) {
  const { say } = useText();
  const area = (label: string, value: string, change: (text: string) => void) => (
    <Textarea label={label} autosize minRows={1} maxRows={8} maxLength={2000} value={value} onChange={(event) => change(event.currentTarget.value)} />
  );
  if (does.kind === 'people') return null;
  if (does.kind === 'say') return area(say('bot.answer'), does.text, (text) => onChange({ ...does, text }));
  if (does.kind === 'flow') {
    return <NativeSelect label={say('bot.flow')} value={does.flow} onChange={(event) => onChange({ ...does, flow: event.currentTarget.value })} data={plan.flows.map(({ key, title }) => ({ value: key, label: title }))} />;
  }
  return (
    <>
      {area(say('bot.order.ask'), does.ask, (ask) => onChange({ ...does, ask }))}
      {area(say('bot.order.found'), does.found, (found) => onChange({ ...does, found }))}
      {area(say('bot.order.unknown'), does.unknown, (unknown) => onChange({ ...does, unknown }))}
    </>
  );
}
