import { Beginning } from '../kit/Beginning';
import { Dialog } from '../kit/Dialog';
import { useText } from '../text/TextProvider';
import classes from './settings.module.css';
import { TokensPart } from './TokensPart';
import { WebhooksPart } from './WebhooksPart';

type Props = { readonly opened: boolean; readonly onClose: () => void };

/** How other programs reach the company's data, and how they are told of what happens. */
export function ProgramsDialog({ opened, onClose }: Props) {
  const { say } = useText();
  return (
    <Dialog opened={opened} onClose={onClose} size={720} title={say('programs.title')}>
      <Beginning>
        <p className={classes['lead']}>{say('programs.lead')}</p>
        <TokensPart />
        <WebhooksPart />
      </Beginning>
    </Dialog>
  );
}
