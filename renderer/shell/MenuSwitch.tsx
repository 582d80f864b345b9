import choice from './Choice.module.css';

type Choice = { readonly name: string; readonly label: string; readonly isChosen: boolean; readonly choose: () => void; readonly lang?: string };

type Props = { readonly label: string; readonly choices: readonly Choice[]; /** It stands in no menu. */ readonly alone?: boolean };

/** One of a few, set in a menu. */
export function MenuSwitch({ label, choices, alone = false }: Props) {
  return (
    <div className={choice['choice']} role="group" aria-label={label}>
      {choices.map(({ name, label: shown, isChosen, choose, lang }) => (
        <button key={name} type="button" {...(alone ? { 'aria-pressed': isChosen } : { role: 'menuitemradio', 'aria-checked': isChosen })} lang={lang} onClick={choose}>
          {shown}
        </button>
      ))}
    </div>
  );
}
