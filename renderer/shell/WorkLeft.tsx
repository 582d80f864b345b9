import { useText } from '../text/TextProvider';
import classes from './WorkLeft.module.css';

/** Whose work waits on this computer for its person's return, and how much; never what. */
export function WorkLeft({ left }: { readonly left: readonly { readonly name: string; readonly waiting: number }[] }) {
  const { say } = useText();
  if (left.length === 0) return null;
  return (
    <section className={classes['left']}>
      <h2 id="work-left">{say('signIn.left')}</h2>
      <ul aria-labelledby="work-left">
        {left.map(({ name, waiting }) => (
          <li key={name}>
            {name}: {say('connection.waiting', { n: waiting })}
          </li>
        ))}
      </ul>
    </section>
  );
}
