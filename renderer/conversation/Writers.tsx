import { VisuallyHidden } from '@mantine/core';
import type { PersonId } from '#kernel/id';
import { useDirectory } from '../kit/directory';
import { useText } from '../text/TextProvider';
import classes from './Composer.module.css';

/** Colleagues who are writing in this conversation right now. */
export function Writers({ writing }: { readonly writing: readonly PersonId[] }) {
  const { say } = useText();
  const directory = useDirectory();
  const names = writing.flatMap((id) => directory.person(id)?.name ?? []);
  const said = names.length === 0 ? '' : say('composer.writing', { names: names.join(', ') });
  return (
    <>
      {said !== '' && <p className={classes['writers']} aria-hidden>{said}</p>}
      <VisuallyHidden role="status">{said}</VisuallyHidden>
    </>
  );
}
