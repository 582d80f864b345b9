import { useAct } from '../kit/act';
import { languages } from '../text/say';
import { useText } from '../text/TextProvider';
import classes from './Choice.module.css';

export function LanguageSwitch() {
  const { say, language } = useText();
  const { ask } = useAct();
  return (
    <div className={classes['choice']} role="group" aria-label={say('person.language')}>
      {languages.map((name) => (
        <button key={name} type="button" lang={name} aria-pressed={name === language} onClick={() => void ask('preferences.save', { language: name })}>
          {say(`language.${name}`)}
        </button>
      ))}
    </div>
  );
}
