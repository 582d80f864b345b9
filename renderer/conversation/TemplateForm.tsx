import type { Template } from '#contract/template';
import { filledTemplate, slotsOf, templateBounds } from '#domain/channel/template';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useAct } from '../kit/act';
import { useText } from '../text/TextProvider';
import type { Opened } from './opened';
import classes from './TemplateForm.module.css';

type Props = { readonly conversation: Opened['conversation'] };
type Choosing = Props & { /** Takes the focus when the person wants to answer. */ readonly choice: React.Ref<HTMLSelectElement> };

/** Approved words in place of free ones: chosen, their slots filled, and read as the customer will. */
export function TemplateForm({ conversation, choice }: Choosing) {
  const { say } = useText();
  const templates = useTemplates(conversation.channel);
  const [chosen, setChosen] = useState(0);
  const template = templates?.[chosen];
  if (templates === null) return <p className={classes['note']}>{say('template.asking')}</p>;
  if (template === undefined) return <p className={classes['note']}>{say('template.none')}</p>;
  return (
    <div className={classes['choice']}>
      <NativeSelect ref={choice} label={say('template.choose')} value={String(chosen)} onChange={(event) => setChosen(Number(event.currentTarget.value))} data={templates.map(({ name, language }, place) => ({ value: String(place), label: `${name} · ${language}` }))} />
      <Slots key={chosen} template={template} conversation={conversation} />
    </div>
  );
}

function Slots({ template, conversation }: Props & { readonly template: Template }) {
  const { say } = useText();
  const { ask } = useAct();
  const [slots, setSlots] = useState<readonly string[]>(() => Array.from({ length: slotsOf(template.text) ?? 0 }, () => ''));
  const [sending, setSending] = useState(false);
  const isWhole = slots.every((slot) => slot.trim() !== '');
  const words = slots.map((slot, place) => (slot.trim() === '' ? `{{${place + 1}}}` : slot.trim()));

  async function send(event: React.FormEvent): Promise<void> {
    event.preventDefault();
    if (!isWhole || sending) return;
    setSending(true);
    const sent = await ask('template.send', { conversation: conversation.id, name: template.name, language: template.language, slots: [...slots] });
    setSending(false);
    if (sent.ok) setSlots(slots.map(() => ''));
  }

  return (
    <form className={classes['form']} onSubmit={(event) => void send(event)}>
      {slots.map((slot, place) => (
        <TextInput key={place} label={say('template.slot', { sign: `{{${place + 1}}}` })} maxLength={templateBounds.slot} value={slot} onChange={(event) => setSlots(slots.with(place, event.currentTarget.value))} />
      ))}
      <p className={classes['reads']}>
        <span className={classes['label']}>{say('template.reads')}</span>
        <span className={classes['words']}>{filledTemplate(template.text, words)}</span>
      </p>
      <Button type="submit" size="xs" className={classes['send'] ?? ''} disabled={!isWhole || sending}>
        {say('template.send')}
      </Button>
    </form>
  );
}

function useTemplates(channel: Opened['conversation']['channel']): readonly Template[] | null {
  const { ask } = useAct();
  const [templates, setTemplates] = useState<readonly Template[] | null>(null);
  useEffect(() => {
    let isHere = true;
    void ask('templates.list', { channel }).then((outcome) => isHere && setTemplates(outcome.ok ? outcome.value : []));
    return () => {
      isHere = false;
    };
  }, [ask, channel]);
  return templates;
}
