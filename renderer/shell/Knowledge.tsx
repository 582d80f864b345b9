import { useCallback } from 'react';
import { insertText, type ComposerMode } from '../conversation/conversation-store';
import { insertIntoNewMail } from '../conversation/new-mail-store';
import { useAct } from '../kit/act';
import { KnowledgeDialog } from '../knowledge/KnowledgeDialog';
import { useText } from '../text/TextProvider';
import { showOverlay, useDesk } from './desk-store';

/** What is found there goes to where the person was writing: into the conversation, or into the new mail, where they are back afterwards. */
export function Knowledge() {
  const { say } = useText();
  const { tell } = useAct();
  const over = useDesk(({ overlay }) => (overlay === 'knowledge' || overlay === 'mailKnowledge' ? overlay : null));
  const open = useDesk((state) => state.open);
  const isOfMail = over === 'mailKnowledge';
  const close = (): void => showOverlay(isOfMail ? 'newMail' : 'none');
  const insert = useCallback((text: string, into: ComposerMode) => {
    showOverlay('none');
    insertText(into, text);
  }, []);
  const insertIntoMail = (text: string, into: ComposerMode): void => {
    if (into === 'note') return tell(say('newMail.internal'));
    insertIntoNewMail(text);
    close();
  };
  return <KnowledgeDialog opened={over !== null} onClose={close} onInsert={isOfMail ? insertIntoMail : open === null ? null : insert} />;
}
