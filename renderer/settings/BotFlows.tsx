import type { BotFlow, FlowBranch, FlowStep, FlowTarget } from '#domain/bot/plan';
import { Accordion, Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../text/TextProvider';
import type { PlanProps } from './BotGeneral';
import { withoutFlow, withoutStep } from './bot-plan-parts';
import { freshKey } from './fresh-key';
import own from './bot.module.css';
import classes from './settings.module.css';

/** Questions with their answers, and where each answer leads. */
export function BotFlows({ plan, onChange }: PlanProps) {
  const { say } = useText();
  const [open, setOpen] = useState<string | null>(null);
  const put = (key: string, next: BotFlow | null): void => onChange(next === null ? withoutFlow(plan, key) : { ...plan, flows: plan.flows.map((one) => (one.key === key ? next : one)) });
  const add = (): void => {
    const key = freshKey('flow', plan.flows.map((one) => one.key));
    onChange({ ...plan, flows: [...plan.flows, { key, title: '', steps: [{ key: 'step-1', say: '', branches: [] }] }] });
    setOpen(key);
  };
  return (
    <>
      <Accordion mb="md" value={open} onChange={setOpen} chevronPosition="left">
        {plan.flows.map((flow) => (
          <Accordion.Item key={flow.key} value={flow.key}>
            <Accordion.Control>{flow.title === '' ? say('bot.flowTitle') : flow.title}</Accordion.Control>
            <Accordion.Panel><Flow flow={flow} onPut={(next) => put(flow.key, next)} /></Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
      <div className={classes['actions']}><Button variant="default" onClick={add}>{say('bot.addFlow')}</Button></div>
    </>
  );
}

type FlowProps = { readonly flow: BotFlow; readonly onPut: (next: BotFlow | null) => void };

function Flow({ flow, onPut }: FlowProps) {
  const { say } = useText();
  const put = (key: string, next: FlowStep | null): void => onPut(next === null ? withoutStep(flow, key) : { ...flow, steps: flow.steps.map((one) => (one.key === key ? next : one)) });
  const add = (): void => onPut({ ...flow, steps: [...flow.steps, { key: freshKey('step', flow.steps.map(({ key }) => key)), say: '', branches: [] }] });
  return (
    <div className={classes['form']}>
      <TextInput label={say('bot.flowTitle')} maxLength={120} value={flow.title} onChange={(event) => onPut({ ...flow, title: event.currentTarget.value })} />
      {flow.steps.map((step, place) => <Step key={step.key} step={step} number={place + 1} flow={flow} onPut={(next) => put(step.key, next)} />)}
      <div className={classes['actions']}>
        <Button variant="subtle" color="red" onClick={() => onPut(null)}>{say('bot.removeFlow')}</Button>
        <Button variant="default" onClick={add}>{say('bot.addStep')}</Button>
      </div>
    </div>
  );
}

type StepProps = { readonly step: FlowStep; readonly number: number; readonly flow: BotFlow; readonly onPut: (next: FlowStep | null) => void };

function Step({ step, number, flow, onPut }: StepProps) {
  const { say } = useText();
  const put = (at: number, next: FlowBranch | null): void => onPut({ ...step, branches: step.branches.flatMap((one, place) => (place !== at ? [one] : next === null ? [] : [next])) });
  return (
    <fieldset className={own['step']}>
      <legend>{say('bot.step', { number: String(number) })}</legend>
      <Textarea label={say('bot.say')} autosize minRows={1} maxRows={8} maxLength={2000} value={step.say} onChange={(event) => onPut({ ...step, say: event.currentTarget.value })} />
      {step.branches.map((branch, place) => <Branch key={`${place} of ${step.branches.length}`} branch={branch} flow={flow} onPut={(next) => put(place, next)} />)}
      <div className={classes['actions']}>
        {flow.steps.length > 1 && <Button variant="subtle" size="compact-sm" color="red" onClick={() => onPut(null)}>{say('bot.removeStep')}</Button>}
        <Button variant="subtle" size="compact-sm" onClick={() => onPut({ ...step, branches: [...step.branches, { label: '', words: [], to: { kind: 'people' } }] })}>{say('bot.addBranch')}</Button>
      </div>
    </fieldset>
  );
}

type BranchProps = { readonly branch: FlowBranch; readonly flow: BotFlow; readonly onPut: (next: FlowBranch | null) => void };

function Branch({ branch, flow, onPut }: BranchProps) {
  const { say } = useText();
  const [words, setWords] = useState(branch.words.join(', '));
  const write = (text: string): void => {
    setWords(text);
    onPut({ ...branch, words: text.split(',').map((word) => word.trim()).filter((word) => word !== '') });
  };
  const targets = [
    { value: 'people', label: say('bot.to.people') },
    { value: 'resolved', label: say('bot.to.resolved') },
    ...flow.steps.map(({ key }, place) => ({ value: `step ${key}`, label: say('bot.to.step', { number: String(place + 1) }) })),
  ];
  return (
    <div className={own['branch']}>
      <TextInput label={say('bot.branchLabel')} maxLength={120} value={branch.label} onChange={(event) => onPut({ ...branch, label: event.currentTarget.value })} />
      <TextInput label={say('bot.branchWords')} value={words} onChange={(event) => write(event.currentTarget.value)} />
      <NativeSelect label={say('bot.branchTo')} value={nameOf(branch.to)} onChange={(event) => onPut({ ...branch, to: targetOf(event.currentTarget.value) })} data={targets} />
      <Button variant="subtle" size="compact-sm" color="red" onClick={() => onPut(null)}>{say('bot.removeBranch')}</Button>
    </div>
  );
}

function nameOf(to: FlowTarget): string {
  return to.kind === 'step' ? `step ${to.step}` : to.kind;
}

function targetOf(name: string): FlowTarget {
  const [kind, step = ''] = name.split(' ');
  if (kind === 'step') return { kind, step };
  return kind === 'resolved' ? { kind } : { kind: 'people' };
}
