import type { TeamId } from '#kernel/id';
import { searchable } from '#kernel/text';
import { IconAt } from '@tabler/icons-react';
import { useState } from 'react';
import { useText } from '../text/TextProvider';
import { ChoicePicker } from './ChoicePicker';
import { useColleagues } from './use-colleagues';

type Props = { readonly team: TeamId; readonly onPick: (name: string) => void; readonly onClose: () => void };

const shown = 8;

/** A colleague of the team whom a note is meant for. */
export function MentionPicker({ team, onPick, onClose }: Props) {
  const { say } = useText();
  const [search, setSearch] = useState('');
  const wanted = searchable(search);
  const choices = useColleagues(team)
    .filter(({ name }) => searchable(name).includes(wanted))
    .slice(0, shown)
    .map(({ id, name, roles }) => ({ key: id, title: name, text: roles.map((role) => say(`role.${role}`)).join(', '), isOff: false, pick: () => onPick(name) }));
  return <ChoicePicker title={say('mention.title')} label={say('mention.search')} nothing={say('mention.none')} icon={<IconAt size={15} stroke={1.75} />} search={search} choices={choices} onSearch={setSearch} onClose={onClose} />;
}
