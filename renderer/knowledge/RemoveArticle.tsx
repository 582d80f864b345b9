import type { ArticleRow } from '#domain/knowledge/article';
import { Button, Popover } from '@mantine/core';
import { useAct } from '../kit/act';
import { useText } from '../text/TextProvider';
import classes from './knowledge.module.css';

/** Asked once more: its versions go with it. */
export function RemoveArticle({ row, onRemoved }: { readonly row: ArticleRow; readonly onRemoved: () => void }) {
  const { say } = useText();
  const { ask } = useAct();
  const remove = (): void => void ask('article.remove', { article: row.id }).then((outcome) => outcome.ok && onRemoved());
  return (
    <Popover width={280} trapFocus withinPortal={false}>
      <Popover.Target>
        <Button variant="subtle" color="red" size="compact-sm">{say('knowledge.remove')}</Button>
      </Popover.Target>
      <Popover.Dropdown>
        <p className={classes['dim']}>{say('knowledge.removeSure', { name: row.title })}</p>
        <Button color="red" size="compact-sm" mt={8} onClick={remove}>{say('knowledge.doRemove')}</Button>
      </Popover.Dropdown>
    </Popover>
  );
}
