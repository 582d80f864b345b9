import { densities, motions, sizes, themes, type OwnAppearance } from '#contract/appearance';
import { IconDeviceDesktop, IconMoon, IconSun, type Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Beginning } from '../kit/Beginning';
import { Dialog } from '../kit/Dialog';
import { useAct } from '../kit/act';
import { useLive } from '../kit/live';
import { useText } from '../text/TextProvider';
import classes from './AppearanceDialog.module.css';
import choice from './Choice.module.css';
import { showOverlay, useDesk } from './desk-store';

/** How the desk looks to this person at this computer. The desk itself is the preview. */
export function AppearanceDialog() {
  const { say } = useText();
  const opened = useDesk((state) => state.overlay === 'appearance');
  return (
    <Dialog closeOnClickOutside opened={opened} onClose={() => showOverlay('none')} size={480} title={say('appearance.title')}>
      <Beginning>
        <p className={classes['lead']}>{say('appearance.lead')}</p>
        <Choices />
      </Beginning>
    </Dialog>
  );
}

const drawings = { light: IconSun, dark: IconMoon, auto: IconDeviceDesktop } as const satisfies Record<OwnAppearance['theme'], Icon>;

function Choices() {
  const { say, language } = useText();
  const { ask } = useAct();
  const now = useLive('preferences', {});
  const save = (chosen: Partial<OwnAppearance>): void => void ask('preferences.save', chosen);
  return (
    <>
      <Choice label={say('person.theme')} names={themes} chosen={now?.theme} onChoose={(theme) => save({ theme })}>
        {(name) => {
          const Drawing = drawings[name];
          return (
            <>
              <Drawing size={16} stroke={1.75} aria-hidden /> {say(`theme.${name}`)}
            </>
          );
        }}
      </Choice>
      <Choice label={say('appearance.density')} names={densities} chosen={now?.density} onChoose={(density) => save({ density })}>
        {(name) => say(`density.${name}`)}
      </Choice>
      <Choice label={say('appearance.size')} names={sizes} chosen={now?.size} onChoose={(size) => save({ size })}>
        {(size) => <span style={{ fontSize: `${0.13 * size}px` }}>{new Intl.NumberFormat(language, { style: 'percent' }).format(size / 100)}</span>}
      </Choice>
      <Choice label={say('appearance.motion')} names={motions} chosen={now?.motion} onChoose={(motion) => save({ motion })}>
        {(name) => say(`motion.${name}`)}
      </Choice>
    </>
  );
}

type Props<Name> = { readonly label: string; readonly names: readonly Name[]; readonly chosen: Name | undefined; readonly onChoose: (name: Name) => void; readonly children: (name: Name) => ReactNode };

function Choice<Name extends string | number>({ label, names, chosen, onChoose, children }: Props<Name>) {
  return (
    <section className={classes['part']}>
      <h3>{label}</h3>
      <div className={choice['choice']} role="group" aria-label={label}>
        {names.map((name) => (
          <button key={name} type="button" aria-pressed={name === chosen} onClick={() => onChoose(name)}>
            {children(name)}
          </button>
        ))}
      </div>
    </section>
  );
}
