import type { RequestOutput } from '#contract/requests';
import type { ChannelId } from '#kernel/id';
import { Button, NativeSelect, Tabs } from '@mantine/core';
import { useState } from 'react';
import { Beginning } from '../kit/Beginning';
import { Dialog } from '../kit/Dialog';
import { bridge } from '../kit/bridge';
import { useText } from '../text/TextProvider';
import { Refusal } from './Refusal';
import classes from './settings.module.css';
import own from './widget.module.css';
import { useAsked } from './use-asked';
import { WidgetHours } from './WidgetHours';
import { WidgetInstall } from './WidgetInstall';
import { WidgetLook } from './WidgetLook';
import { WidgetMake } from './WidgetMake';
import { WidgetSecret } from './WidgetSecret';

type Props = { readonly opened: boolean; readonly onClose: () => void };
type Listed = RequestOutput<'widget.list'>;
export type WidgetSite = Listed['sites'][number];
export type SiteProps = { readonly site: WidgetSite; readonly server: string; readonly onChanged: () => void };

const askSites = () => bridge.ask('widget.list', {});
/** A page that was just opened shows up by itself. */
const pulse = 5000;
const tabs = ['install', 'look', 'hours', 'identity'] as const;

/** The chats on the company's pages: where each stands, how it looks and when somebody answers. */
export function WidgetDialog({ opened, onClose }: Props) {
  const { say } = useText();
  return (
    <Dialog opened={opened} onClose={onClose} size={780} title={say('widget.title')}>
      <Beginning>
        <Asked />
      </Beginning>
    </Dialog>
  );
}

function Asked() {
  const { say } = useText();
  const { value, refused, again } = useAsked(askSites, pulse);
  return (
    <>
      <p className={classes['lead']}>{say('widget.lead')}</p>
      <Refusal code={refused} />
      {value === null && refused === null && <p className={classes['lead']} role="status">{say('widget.asking')}</p>}
      {value === null && refused !== null && <div className={classes['actions']}><Button variant="default" data-autofocus onClick={again}>{say('security.again')}</Button></div>}
      {value !== null && <Sites listed={value} onChanged={again} />}
    </>
  );
}

function Sites({ listed: { sites, server }, onChanged }: { readonly listed: Listed; readonly onChanged: () => void }) {
  const { say } = useText();
  const [chosen, setChosen] = useState<ChannelId | null>(null);
  const [isAdding, setAdding] = useState(false);
  const site = sites.find(({ channel }) => channel === chosen) ?? sites[0];
  const made = (channel: ChannelId): void => {
    setAdding(false);
    setChosen(channel);
    onChanged();
  };
  if (isAdding) return <WidgetMake onMade={made} onCancel={() => setAdding(false)} />;
  return (
    <>
      {site === undefined && <p className={classes['lead']}>{say('widget.none')}</p>}
      <div className={own['chooser']}>
        {site !== undefined && <NativeSelect label={say('widget.which')} value={site.channel} data={sites.map(({ channel, name }) => ({ value: channel, label: name }))} onChange={(event) => setChosen(sites.find(({ channel }) => channel === event.currentTarget.value)?.channel ?? null)} />}
        <Button variant="default" data-autofocus={site === undefined || undefined} onClick={() => setAdding(true)}>{say('widget.add')}</Button>
      </div>
      {site !== undefined && <Site key={site.channel} site={site} server={server} onChanged={onChanged} />}
    </>
  );
}

function Site(props: SiteProps) {
  const { say } = useText();
  return (
    <Tabs mt={12} defaultValue="install" keepMounted={false}>
      <Tabs.List mb={16}>{tabs.map((tab) => <Tabs.Tab key={tab} value={tab}>{say(`widget.${tab}`)}</Tabs.Tab>)}</Tabs.List>
      <Tabs.Panel value="install"><WidgetInstall {...props} /></Tabs.Panel>
      <Tabs.Panel value="look"><WidgetLook {...props} /></Tabs.Panel>
      <Tabs.Panel value="hours"><WidgetHours channel={props.site.channel} hours={props.site.hours} onChanged={props.onChanged} /></Tabs.Panel>
      <Tabs.Panel value="identity"><WidgetSecret {...props} /></Tabs.Panel>
    </Tabs>
  );
}
