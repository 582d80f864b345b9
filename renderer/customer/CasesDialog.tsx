import type { RequestOutput } from '#contract/requests';
import type { CaseRow } from '#domain/conversation/case';
import type { ConversationRow } from '#domain/conversation/conversation';
import { Button, Group, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useAct } from '../kit/act';
import { Dialog } from '../kit/Dialog';
import { ChannelIcon } from '../kit/ChannelIcon';
import { StatusMark } from '../kit/StatusMark';
import { useText } from '../text/TextProvider';
import classes from './Dialogs.module.css';

export type Opened = { readonly conversation: ConversationRow; readonly case: CaseRow };
type Found = RequestOutput<'cases.find'>['cases'][number];
type Props = { readonly opened: boolean; readonly onClose: () => void; readonly present: Opened };

/** Says of another case that it belongs together with this one, or puts this one into it. */
export function CasesDialog({ opened, onClose, present }: Props) {
  const { say } = useText();
  return (
    <Dialog opened={opened} onClose={onClose} size="lg" closeButtonProps={{ 'aria-label': say('notice.close') }} title={say('cases.title', { number: String(present.case.number) })}>
      {opened && <Search present={present} onClose={onClose} />}
    </Dialog>
  );
}

function Search({ present, onClose }: Omit<Props, 'opened'>) {
  const { say } = useText();
  const { ask, tell } = useAct();
  const [search, setSearch] = useState('');
  const [found, setFound] = useState<readonly Found[]>([]);
  const conversation = present.conversation.id;
  useEffect(() => {
    let wanted = true;
    void ask('cases.find', { conversation, search }).then((outcome) => wanted && outcome.ok && setFound(outcome.value.cases));
    return () => {
      wanted = false;
    };
  }, [ask, conversation, search]);

  async function link({ conversation: to, case: other }: Found): Promise<void> {
    const linked = !present.case.related.includes(other.id);
    if ((await ask('case.link', { conversation, to: to.id, linked })).ok) tell(say(linked ? 'cases.linked' : 'cases.unlinked', { number: String(other.number) }));
  }

  async function merge({ conversation: into, case: other }: Found): Promise<void> {
    if (!(await ask('case.merge', { conversation, into: into.id })).ok) return;
    onClose();
    tell(say('cases.merged', { from: String(present.case.number), into: String(other.number) }));
  }

  return (
    <>
      <TextInput data-autofocus leftSection={<IconSearch size={16} stroke={1.75} aria-hidden />} label={say('cases.search')} description={say('cases.searchHint')} value={search} maxLength={200} onChange={(event) => setSearch(event.currentTarget.value)} />
      <ul className={classes['cases']} aria-label={say('cases.found')}>
        {found.map((one) => (
          <FoundRow key={one.case.id} found={one} present={present} onLink={link} onMerge={merge} />
        ))}
      </ul>
      {found.length === 0 && <p className={classes['none']}>{say('cases.none')}</p>}
    </>
  );
}

type RowProps = { readonly found: Found; readonly present: Opened; readonly onLink: (found: Found) => Promise<void>; readonly onMerge: (found: Found) => Promise<void> };

/** Only cases of one customer can become one. */
function FoundRow({ found, present, onLink, onMerge }: RowProps) {
  const { say } = useText();
  return (
    <li>
      <ChannelIcon kind={found.conversation.kind} size={16} />
      <span className={classes['case']}>
        <b>{say('case.number', { number: String(found.case.number) })}</b> <bdi>{found.case.topic || say('list.noSubject')}</bdi>
        <small>
          <bdi>{found.customerName}</bdi> <StatusMark status={found.case.state.status} />
        </small>
      </span>
      <Group gap={4} wrap="nowrap">
        <Button variant="default" size="compact-xs" onClick={() => void onLink(found)}>
          {say(present.case.related.includes(found.case.id) ? 'cases.unlink' : 'cases.link')}
        </Button>
        {found.case.customer === present.case.customer && (
          <Button variant="default" size="compact-xs" onClick={() => void onMerge(found)}>
            {say('cases.merge')}
          </Button>
        )}
      </Group>
    </li>
  );
}
