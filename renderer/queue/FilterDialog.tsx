import { sortsOf } from '#contract/list';
import { channelKinds } from '#domain/channel/channel';
import { priorities } from '#domain/conversation/priority';
import { filterBounds, filteredViews, type FilterConditions, type SavedFilter } from '#domain/conversation/saved-filter';
import { Button, Group, MultiSelect, Select, Stack, TagsInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../kit/Dialog';
import { useAct } from '../kit/act';
import { useDirectory } from '../kit/directory';
import { useText } from '../text/TextProvider';
import { chooseFilter, editFilter, useQueue } from './queue-store';

const unnamed: FilterConditions = { view: 'all', kinds: [], queues: [], priorities: [], tags: [], text: '', sort: null };

/** Makes a filter, or changes one: a name and what it lets through. */
export function FilterDialog() {
  const { say } = useText();
  const edited = useQueue((state) => state.edited);
  const [last, setLast] = useState(edited);
  if (edited !== null && edited !== last) setLast(edited);
  const shown = edited ?? last;
  return (
    <Dialog opened={edited !== null} onClose={() => editFilter(null)} title={say(shown === 'new' ? 'filter.new' : 'filter.edit')} closeButtonProps={{ 'aria-label': say('ask.cancel') }}>
      {shown !== null && <Form key={shown === 'new' ? 'new' : shown.id} filter={shown === 'new' ? null : shown} />}
    </Dialog>
  );
}

function Form({ filter }: { readonly filter: SavedFilter | null }) {
  const { say } = useText();
  const { ask } = useAct();
  const [name, setName] = useState(filter?.name ?? '');
  const [conditions, setConditions] = useState(filter?.conditions ?? unnamed);
  const save = async (): Promise<void> => {
    const saved = await ask('filter.save', { id: filter?.id ?? null, name, conditions: { ...conditions, queues: [...conditions.queues] } });
    if (!saved.ok) return;
    editFilter(null);
    chooseFilter({ id: saved.value.id, name, conditions });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '') void save();
      }}
    >
      <Stack gap="sm">
        <TextInput data-autofocus label={say('filter.name')} required maxLength={filterBounds.name} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <Conditions conditions={conditions} onChange={(change) => setConditions({ ...conditions, ...change })} />
      </Stack>
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" onClick={() => editFilter(null)}>
          {say('ask.cancel')}
        </Button>
        <Button type="submit" disabled={name.trim() === ''}>
          {say('tags.save')}
        </Button>
      </Group>
    </form>
  );
}

type ConditionsProps = { readonly conditions: FilterConditions; readonly onChange: (change: Partial<FilterConditions>) => void };

function Conditions({ conditions, onChange }: ConditionsProps) {
  const { say } = useText();
  const { queues } = useDirectory();
  const { view, kinds, queues: chosen, priorities: wanted, tags, text, sort } = conditions;
  return (
    <>
      <Select label={say('filter.view')} allowDeselect={false} data={filteredViews.map((one) => ({ value: one, label: say(`view.${one}`) }))} value={view} onChange={(value) => onChange({ view: filteredViews.find((one) => one === value) ?? view, sort: null })} />
      <MultiSelect label={say('filter.kinds')} placeholder={kinds.length === 0 ? say('filter.any') : undefined} data={channelKinds.map((one) => ({ value: one, label: say(`channel.${one}`) }))} value={[...kinds]} onChange={(values) => onChange({ kinds: channelKinds.filter((one) => values.includes(one)) })} />
      <MultiSelect searchable label={say('filter.queues')} placeholder={chosen.length === 0 ? say('filter.any') : undefined} maxValues={filterBounds.named} data={queues.map(({ id, name }) => ({ value: id, label: name }))} value={[...chosen]} onChange={(values) => onChange({ queues: queues.filter(({ id }) => values.includes(id)).map(({ id }) => id) })} />
      <MultiSelect label={say('filter.priorities')} placeholder={wanted.length === 0 ? say('filter.any') : undefined} data={priorities.toReversed().map((one) => ({ value: one, label: say(`priority.${one}`) }))} value={[...wanted]} onChange={(values) => onChange({ priorities: priorities.filter((one) => values.includes(one)) })} />
      <TagsInput label={say('ask.tags')} placeholder={tags.length === 0 ? say('filter.any') : undefined} acceptValueOnBlur value={[...tags]} onChange={(next) => onChange({ tags: next })} clearButtonProps={{ 'aria-label': say('tags.clear') }} />
      <TextInput label={say('filter.text')} maxLength={filterBounds.text} value={text} onChange={(event) => onChange({ text: event.currentTarget.value })} />
      <Select label={say('filter.sort')} allowDeselect={false} data={sortsOf[view].map((one) => ({ value: one, label: say(`sort.${one}`) }))} value={sort ?? sortsOf[view][0]} onChange={(value) => onChange({ sort: sortsOf[view].find((one) => one === value) ?? null })} />
    </>
  );
}
