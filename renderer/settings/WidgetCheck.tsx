import type { RequestOutput } from '#contract/requests';
import type { ChannelId } from '#kernel/id';
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { bridge } from '../kit/bridge';
import type { Say } from '../text/say';
import { useText } from '../text/TextProvider';
import { Refusal } from './Refusal';
import classes from './settings.module.css';
import own from './widget.module.css';
import { useForm } from './use-form';

type Props = { readonly channel: ChannelId; readonly server: string };
type Checked = RequestOutput<'widget.check'>;

/** The server opens a page as a browser would and says in words what it found. */
export function WidgetCheck({ channel, server }: Props) {
  const { say } = useText();
  const [page, setPage] = useState('');
  const [checked, setChecked] = useState<Checked | null>(null);
  const { busy, refused, submit } = useForm();
  const address = page.includes('://') ? page.trim() : `https://${page.trim()}`;
  const change = (next: string): void => {
    setPage(next);
    setChecked(null);
  };
  const found = busy ? say('widget.checking') : checked === null ? '' : verdictText(say, checked, server);
  return (
    <form className={classes['form']} onSubmit={(event) => submit(event, () => bridge.ask('widget.check', { channel, page: address }), setChecked)}>
      <div className={own['chooser']}>
        <TextInput label={say('widget.check')} placeholder={say('widget.origins.example')} maxLength={900} spellCheck={false} value={page} onChange={(event) => change(event.currentTarget.value)} />
        <Button type="submit" variant="default" disabled={busy || !URL.canParse(address)}>{say('widget.doCheck')}</Button>
      </div>
      <p className={own['said']} role="status" data-verdict={checked?.verdict} data-bad={checked === null || checked.verdict === 'well' ? undefined : true}>{found}</p>
      <Refusal code={refused} />
    </form>
  );
}

function verdictText(say: Say, { verdict, origin }: Checked, server: string): string {
  if (verdict === 'notAllowed') return say('widget.verdict.notAllowed', { origin });
  if (verdict !== 'policy') return say(`widget.verdict.${verdict}`);
  const { origin: own } = new URL(server);
  return say('widget.verdict.policy', { server: own, socket: own.replace(/^http/, 'ws') });
}
