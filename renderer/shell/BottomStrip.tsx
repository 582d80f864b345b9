import { KeyHint } from '../kit/KeyHint';
import { useLive } from '../kit/live';
import { MyDayStrip } from '../shift/MyDay';
import { useText } from '../text/TextProvider';
import { ConnectionChip, ConnectionStatus } from './ConnectionChip';
import classes from './Desk.module.css';
import { showOverlay } from './desk-store';
import { openSearch } from '../search/search-store';

export function BottomStrip() {
  const { say } = useText();
  const connection = useLive('connection', {});
  return (
    <footer className={classes['strip']}>
      {connection !== undefined && <ConnectionChip connection={connection} />}
      {connection !== undefined && <ConnectionStatus connection={connection} />}
      <MyDayStrip />
      <span className={classes['spring']} />
      <button type="button" className={classes['hint']} onClick={() => openSearch('commands')}>
        {say('palette.open')} <KeyHint chord="mod+k" />
      </button>
      <button type="button" className={classes['hint']} onClick={() => showOverlay('help')}>
        {say('person.help')} <KeyHint chord="?" />
      </button>
    </footer>
  );
}
