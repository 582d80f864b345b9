import { Tabs } from '@mantine/core';
import { Dialog } from '../kit/Dialog';
import { useText } from '../text/TextProvider';
import { ContactsShared } from './ContactsShared';
import { HoursPart } from './HoursPart';
import { PeoplePart } from './PeoplePart';
import { QueuesPart } from './QueuesPart';
import { TeamsPart } from './TeamsPart';

type Props = { readonly opened: boolean; readonly onClose: () => void };

const tabs = ['people', 'teams', 'queues', 'hours'] as const;

/** Who works in the company: in which teams, on which queues, and when. */
export function CompanyDialog({ opened, onClose }: Props) {
  const { say } = useText();
  return (
    <Dialog opened={opened} onClose={onClose} size={860} title={say('company.title')}>
      <Tabs defaultValue="people" keepMounted={false}>
        <Tabs.List mb={16}>{tabs.map((tab) => <Tabs.Tab key={tab} value={tab} data-autofocus={tab === 'people' || undefined}>{say(`company.${tab}`)}</Tabs.Tab>)}</Tabs.List>
        <Tabs.Panel value="people"><PeoplePart /></Tabs.Panel>
        <Tabs.Panel value="teams"><TeamsPart /><ContactsShared /></Tabs.Panel>
        <Tabs.Panel value="queues"><QueuesPart /></Tabs.Panel>
        <Tabs.Panel value="hours"><HoursPart /></Tabs.Panel>
      </Tabs>
    </Dialog>
  );
}
