import { Button, CopyButton } from '@mantine/core';
import { useState } from 'react';
import { bridge } from '../kit/bridge';
import { useMinute } from '../kit/clock';
import { useSure } from '../kit/sure';
import { useText } from '../text/TextProvider';
import { readOrigins } from './origin-lines';
import { OriginsField } from './OriginsField';
import { Refusal } from './Refusal';
import classes from './settings.module.css';
import own from './widget.module.css';
import { useForm } from './use-form';
import { WidgetCheck } from './WidgetCheck';
import type { SiteProps } from './WidgetDialog';

/** The line for the shop's pages, which pages may carry it, and where it was seen. */
export function WidgetInstall(props: SiteProps) {
  const { say } = useText();
  const { site } = props.site;
  const script = new URL(`/widget.js?site=${encodeURIComponent(site)}`, props.server).href;
  return (
    <div className={classes['form']}>
      <p className={classes['lead']}>{say('widget.tag')}</p>
      <Tag tag={`<script src="${script}" data-site="${escaped(site)}" async></script>`} />
      <Origins {...props} />
      <Seen {...props} />
      <WidgetCheck channel={props.site.channel} server={props.server} />
      <Remove {...props} />
    </div>
  );
}

function Tag({ tag }: { readonly tag: string }) {
  const { say } = useText();
  return (
    <>
      <code className={classes['secret']}>{tag}</code>
      <div className={classes['actions']}>
        <CopyButton value={tag}>{({ copied, copy }) => <Button data-autofocus onClick={copy}>{say(copied ? 'programs.copied' : 'widget.copyTag')}</Button>}</CopyButton>
      </div>
    </>
  );
}

function Origins({ site, onChanged }: SiteProps) {
  const { say } = useText();
  const known = site.origins.join('\n');
  // Until something is typed it is what the server has: pages can be allowed elsewhere, and below.
  const [typed, setLines] = useState<string | null>(null);
  const lines = typed ?? known;
  const [saved, setSaved] = useState(false);
  const { busy, refused, submit } = useForm();
  const { origins, wrong } = readOrigins(lines);
  const done = (): void => {
    setLines(null);
    setSaved(true);
    onChanged();
  };
  const change = (next: string): void => {
    setLines(next);
    setSaved(false);
  };
  return (
    <form className={classes['form']} onSubmit={(event) => submit(event, () => bridge.ask('widget.origins', { channel: site.channel, origins }), done)}>
      <OriginsField lines={lines} wrong={wrong} onChange={change} />
      <Refusal code={refused} />
      <div className={classes['row']}>
        <span className={classes['dim']} role="status">{saved ? say('widget.saved') : ''}</span>
        <Button type="submit" variant="default" disabled={busy || wrong !== null || lines.trim() === known}>{say('widget.saveOrigins')}</Button>
      </div>
    </form>
  );
}

const shownPages = 6;

/** An administrator learns here that the line works, or that it stands where it may not. */
function Seen({ site, onChanged }: SiteProps) {
  const { say, dates } = useText();
  const now = useMinute();
  const { busy, refused, submit } = useForm();
  const allow = (origin: string): void => submit(null, () => bridge.ask('widget.origins', { channel: site.channel, origins: [...site.origins, origin] }), onChanged);
  return (
    <section aria-label={say('widget.seen')}>
      <h3 className={classes['heading']}>{say('widget.seen')}</h3>
      {site.pages.length === 0 && <p className={own['said']}>{say('widget.seenNot')}</p>}
      <ul className={own['seen']}>
        {site.pages.slice(0, shownPages).map(({ origin, at, isAllowed }) => (
          <li key={origin} data-seen={isAllowed ? 'allowed' : 'stranger'} className={classes['row']}>
            <span className={own['said']} data-bad={isAllowed ? undefined : true}>{[origin, `${dates.dayTitle(at, now)}, ${dates.time(at)}`, ...(isAllowed ? [] : [say('widget.seenStranger')])].join(' · ')}</span>
            {!isAllowed && <Button variant="subtle" size="compact-sm" disabled={busy} aria-label={say('widget.allowNamed', { origin })} onClick={() => allow(origin)}>{say('widget.allow')}</Button>}
          </li>
        ))}
      </ul>
      <Refusal code={refused} />
    </section>
  );
}

function Remove({ site, onChanged }: SiteProps) {
  const { say } = useText();
  const { busy, refused, submit } = useForm();
  const sure = useSure();
  if (!sure.isAsked) return <div className={classes['footer']}><Button variant="subtle" color="red" autoFocus={sure.isBack} onClick={sure.ask}>{say('widget.remove')}</Button></div>;
  return (
    <div className={classes['form']}>
      <p className={classes['lead']}>{say('widget.sure')}</p>
      <Refusal code={refused} />
      <div className={classes['actions']}>
        <Button variant="default" autoFocus onClick={sure.back}>{say('security.cancel')}</Button>
        <Button color="red" disabled={busy} onClick={() => submit(null, () => bridge.ask('widget.remove', { channel: site.channel }), onChanged)}>{say('widget.doRemove')}</Button>
      </div>
    </div>
  );
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
