import { Button } from '@mantine/core';
import { IconBook2 } from '@tabler/icons-react';
import { Blank } from '../kit/Blank';
import { Dialog } from '../kit/Dialog';
import { useText } from '../text/TextProvider';
import { ArticleEditor } from './ArticleEditor';
import { ArticleList } from './ArticleList';
import { ArticleReader, type Insert } from './ArticleReader';
import classes from './knowledge.module.css';
import { lookFor, useKnowledge } from './knowledge-store';
import { useMayWrite } from './use-may-write';

type Props = {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** Null where nothing is open that a text could go into. */
  readonly onInsert: Insert | null;
};

/** Everything that the company knows: found, read, put into an answer, written. */
export function KnowledgeDialog({ opened, onClose, onInsert }: Props) {
  const { say } = useText();
  return (
    <Dialog opened={opened} onClose={onClose} size={1120} title={say('knowledge.title')} classNames={{ body: classes['body'] ?? '' }}>
      <Shelf onInsert={onInsert} />
    </Dialog>
  );
}

function Shelf({ onInsert }: Pick<Props, 'onInsert'>) {
  const { say } = useText();
  const chosen = useKnowledge((state) => state.chosen);
  const editing = useKnowledge((state) => state.editing);
  const mayWrite = useMayWrite();
  if (editing !== null && mayWrite) return <ArticleEditor article={editing.id} />;
  return (
    <div className={classes['shelf']}>
      <ArticleList />
      <section className={classes['reader']} aria-label={say('knowledge.article')}>
        {chosen === null ? (
          <Blank icon={IconBook2} title={say('knowledge.nothingOpen')} text={say('knowledge.howToOpen')}>
            {mayWrite && <Button variant="default" onClick={() => lookFor({ editing: { id: null } })}>{say('knowledge.add')}</Button>}
          </Blank>
        ) : (
          <ArticleReader key={chosen} article={chosen} onInsert={onInsert} />
        )}
      </section>
    </div>
  );
}
