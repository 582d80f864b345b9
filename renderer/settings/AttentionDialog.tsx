import type { WatchOutput } from '#contract/requests';
import { callingClasses, type CallingClass, type Means } from '#domain/attention/attention';
import { Button, Switch } from '@mantine/core';
import { Beginning } from '../kit/Beginning';
import { Dialog } from '../kit/Dialog';
import { useAct } from '../kit/act';
import { useLive } from '../kit/live';
import { useText } from '../text/TextProvider';
import own from './attention.module.css';
import classes from './settings.module.css';

type Settings = WatchOutput<'attention'>['settings'];

/** How this computer tells its person what happens. */
export function AttentionDialog({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const { say } = useText();
  const settings = useLive('attention', {})?.settings;
  return (
    <Dialog opened={opened} onClose={onClose} size={680} title={say('attention.title')}>
      <Beginning>
        {settings !== undefined && <Choices settings={settings} />}
      </Beginning>
    </Dialog>
  );
}

function Choices({ settings }: { readonly settings: Settings }) {
  const { say } = useText();
  const { ask } = useAct();
  const save = (changed: Partial<Settings>): void => void ask('attention.save', { ...settings, ...changed });
  return (
    <>
      <p className={classes['lead']}>{say('attention.lead')}</p>
      <table className={own['table']}>
        <thead>
          <tr>
            <th scope="col">{say('attention.what')}</th>
            <th scope="col">{say('attention.sound')}</th>
            <th scope="col">{say('attention.notice')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {callingClasses.map((kind) => (
            <ClassRow key={kind} kind={kind} means={settings.classes[kind]} onChange={(means) => save({ classes: { ...settings.classes, [kind]: means } })} />
          ))}
        </tbody>
      </table>
      <div className={own['rest']}>
        <Switch label={say('attention.showsText')} description={say('attention.showsTextHint')} checked={settings.showsText} onChange={(event) => save({ showsText: event.currentTarget.checked })} />
        <Switch label={say('attention.staysInTray')} description={say('attention.staysInTrayHint')} checked={settings.staysInTray} onChange={(event) => save({ staysInTray: event.currentTarget.checked })} />
      </div>
    </>
  );
}

type RowProps = { readonly kind: CallingClass; readonly means: Means; readonly onChange: (means: Means) => void };

function ClassRow({ kind, means, onChange }: RowProps) {
  const { say } = useText();
  const { ask } = useAct();
  const name = say(`attention.class.${kind}`);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <Switch aria-label={say('attention.soundOf', { name })} checked={means.sound} onChange={(event) => onChange({ ...means, sound: event.currentTarget.checked })} />
      </td>
      <td>
        <Switch aria-label={say('attention.noticeOf', { name })} checked={means.notice} onChange={(event) => onChange({ ...means, notice: event.currentTarget.checked })} />
      </td>
      <td className={own['try']}>
        <Button variant="subtle" size="compact-sm" disabled={!means.sound && !means.notice} aria-label={say('attention.tryNamed', { name })} onClick={() => void ask('attention.try', { class: kind })}>
          {say('attention.try')}
        </Button>
      </td>
    </tr>
  );
}
