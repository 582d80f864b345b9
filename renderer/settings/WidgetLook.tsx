import type { RequestInput } from '#contract/requests';
import { colorOf, inkOn } from '#kernel/color';
import { Button, ColorInput, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { bridge } from '../kit/bridge';
import { useText } from '../text/TextProvider';
import { Refusal } from './Refusal';
import classes from './settings.module.css';
import own from './widget.module.css';
import { useForm } from './use-form';
import type { SiteProps } from './WidgetDialog';

type Look = RequestInput<'widget.look'>['look'];

const usual: Look = { color: '#3558d4', corner: 16, side: 'right', label: '', language: 'visitor', greeting: '' };
const languages = ['visitor', 'page', 'ru', 'en'] as const;
const sides = ['right', 'left'] as const;

/** How the widget looks. The real one is a page of the server in the person's browser: see DECISION-site beside the chat of the server. */
export function WidgetLook({ site, server, onChanged }: SiteProps) {
  const { say, language } = useText();
  const known = site.look ?? usual;
  const [look, setLook] = useState(known);
  const [saved, setSaved] = useState(false);
  const { busy, refused, submit } = useForm();
  const shows = useForm();
  const set = (change: Partial<Look>): void => {
    setLook({ ...look, ...change });
    setSaved(false);
  };
  const done = (): void => {
    setSaved(true);
    onChanged();
  };
  const isRight = colorOf(look.color) !== null;
  const show = (): void => shows.submit(null, () => bridge.ask('link.open', { url: previewOf({ server, site: site.site }, look, language) }), () => undefined);
  return (
    <form className={classes['form']} onSubmit={(event) => submit(event, () => bridge.ask('widget.look', { channel: site.channel, look }), done)}>
      <div className={classes['two']}>
        <ColorInput label={say('widget.color')} aria-label={say('widget.colorText')} format="hex" withEyeDropper={false} swatches={swatches} error={!isRight} value={look.color} onChange={(color) => set({ color: color.toLowerCase() })} />
        <NumberInput label={say('widget.corner')} min={0} max={28} clampBehavior="strict" allowDecimal={false} value={look.corner} onChange={(corner) => typeof corner === 'number' && set({ corner })} />
        <NativeSelect label={say('widget.side')} value={look.side} onChange={(event) => set({ side: event.currentTarget.value === 'left' ? 'left' : 'right' })} data={sides.map((value) => ({ value, label: say(`widget.side.${value}`) }))} />
        <NativeSelect label={say('widget.lang')} value={look.language} onChange={(event) => set({ language: languages.find((one) => one === event.currentTarget.value) ?? 'visitor' })} data={languages.map((value) => ({ value, label: say(`widget.lang.${value}`) }))} />
        <TextInput label={say('widget.label')} maxLength={30} value={look.label} onChange={(event) => set({ label: event.currentTarget.value })} />
        <TextInput label={say('widget.greeting')} maxLength={120} value={look.greeting} onChange={(event) => set({ greeting: event.currentTarget.value })} />
      </div>
      <Sketch look={look} />
      <p className={classes['dim']}>{say('widget.look.hint')} {say('widget.preview.hint')}</p>
      <Refusal code={refused ?? shows.refused} />
      <div className={classes['row']}>
        <span className={classes['dim']} role="status">{saved ? say('widget.saved') : ''}</span>
        <div className={classes['actions']}>
          <Button variant="default" disabled={!isRight} onClick={show}>{say('widget.preview')}</Button>
          <Button type="submit" disabled={busy || !isRight || JSON.stringify(look) === JSON.stringify(known)}>{say('widget.saveLook')}</Button>
        </div>
      </div>
    </form>
  );
}

const swatches = ['#3558d4', '#0b7285', '#2b8a3e', '#e8590c', '#c2255c', '#6741d9', '#212529', '#fcc419'];

type Place = { readonly server: string; readonly site: string };

function previewOf({ server, site }: Place, { language, corner, ...look }: Look, own: string): string {
  const preview = new URL(`/chat-preview/${encodeURIComponent(site)}`, server);
  const shown = { ...look, corner: String(corner), lang: language === 'ru' || language === 'en' ? language : own };
  for (const [name, value] of Object.entries(shown)) preview.searchParams.set(name, value);
  return preview.href;
}

/** The closed button in the corner of a page, before anything is saved. */
function Sketch({ look: { color, corner, side, label } }: { readonly look: Look }) {
  const { say } = useText();
  const ink = inkOn(colorOf(color) ?? [0, 0, 0]);
  return (
    <div className={own['sketch']} data-side={side} role="img" aria-label={say('widget.sketch')}>
      <span style={{ background: color, color: `rgb(${ink.join(' ')})`, borderRadius: corner * 1.75 }}>
        <svg viewBox="0 0 24 24" aria-hidden>
          <path d="M12 3c5.2 0 9 3.4 9 7.8s-3.8 7.8-9 7.8c-.9 0-1.8-.1-2.6-.3L5 21v-4.2c-1.9-1.4-3-3.6-3-6C2 6.4 6.8 3 12 3Z" />
        </svg>
        {label}
      </span>
    </div>
  );
}
