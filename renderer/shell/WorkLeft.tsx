import { useText } from '../text/TextProvider';
import classes from './WorkLeft.module.css';

/** Whose work waits on this computer for its person's return, and how much; never what. */
export function WorkLeft({ left }: { readonly left: readonly { readonly name: string; readonly waiting: number }[] }) {
  const { say } = useText();
  if (left.length === 0) return null;
  return (
    <ul className={classes['left']} aria-label={say('signIn.left')}>
      {left.map(({ name, waiting }) => (
        <li key={name}>
          <strong>{name}</strong>: {say('connection.waiting', { n: waiting })}
        </li>
      ))}
    </ul>
  );
}
