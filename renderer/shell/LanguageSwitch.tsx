import { useAct } from '../kit/act';
import { languages } from '../text/say';
import { useText } from '../text/TextProvider';
import { MenuSwitch } from './MenuSwitch';

export function LanguageSwitch({ alone = false }: { readonly alone?: boolean }) {
  const { say, language } = useText();
  const { ask } = useAct();
  const choices = languages.map((name) => ({ name, label: say(`language.${name}`), isChosen: name === language, choose: () => void ask('preferences.save', { language: name }), lang: name }));
  return <MenuSwitch label={say('person.language')} choices={choices} alone={alone} />;
}
