import { useText } from '../text/TextProvider';
import classes from './Search.module.css';
import { searchFor } from './search-store';

const hints = ['from', 'to', 'channel', 'after', 'before', 'mine', 'file', 'case', 'tag'] as const;

/** What may be typed beside words; a press types it. */
export function FilterHints() {
  const { say } = useText();
  const type = (hint: string): void => {
    searchFor(hint);
    document.querySelector<HTMLInputElement>('input[name="search"]')?.focus();
  };
  return (
    <div className={classes['hints']} role="group" aria-label={say('search.filters')}>
      {hints.map((name) => (
        <button key={name} type="button" className={classes['hint']} title={say(`search.filter.${name}.what`)} onClick={() => type(name === 'tag' ? '#' : say(`search.filter.${name}`))}>
          {say(`search.filter.${name}`)}
        </button>
      ))}
    </div>
  );
}
