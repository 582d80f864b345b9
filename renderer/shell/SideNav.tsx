import { useText } from '../text/TextProvider';
import { ViewNav } from '../queue/ViewNav';
import { StateMenu } from '../shift/StateMenu';
import { Mark } from './Mark';
import { PersonMenu } from './PersonMenu';
import classes from './Desk.module.css';

export function SideNav() {
  const { say } = useText();
  return (
    <div className={classes['side']}>
      <div className={classes['brand']}>
        <Mark size={26} />
        <span>{say('app.name')}</span>
      </div>
      <StateMenu />
      <ViewNav />
      <div className={classes['spring']} />
      <PersonMenu />
    </div>
  );
}
