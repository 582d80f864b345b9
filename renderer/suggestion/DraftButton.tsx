import { IconSparkles } from '@tabler/icons-react';
import { KeyHint } from '../kit/KeyHint';
import { useText } from '../text/TextProvider';
import classes from './SuggestionBar.module.css';

type Props = { readonly isBusy: boolean; /** No suggestion stands beside it, whose words need the place. */ readonly isAlone: boolean; readonly onDraft: () => void };

/** Asks a model outside for a draft. */
export function DraftButton({ isBusy, isAlone, onDraft }: Props) {
  const { say } = useText();
  const words = say(isBusy ? 'suggestions.drafting' : 'suggestions.draft');
  return (
    <button type="button" className={classes['draft']} aria-disabled={isBusy} aria-label={words} title={say('suggestions.draftHint')} onClick={onDraft}>
      <IconSparkles size={14} stroke={1.75} aria-hidden />
      {(isAlone || isBusy) && <span role="status">{words}</span>}
      {isAlone && <KeyHint chord="mod+4" />}
    </button>
  );
}
