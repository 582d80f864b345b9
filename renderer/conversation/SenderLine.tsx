import type { MailNames } from '#domain/conversation/recipients';
import { IconMailCheck, IconMailQuestion, IconShieldX } from '@tabler/icons-react';
import { useText } from '../text/TextProvider';
import classes from './SenderLine.module.css';

const icons = { pass: IconMailCheck, none: IconMailQuestion, fail: IconShieldX } as const;

/** Whether whoever a mail says that it is from really wrote it, in words. Nothing where nobody has looked. */
export function SenderLine({ names }: { readonly names: MailNames }) {
  const { say } = useText();
  const { verdict } = names;
  if (verdict === undefined) return null;
  const Drawing = icons[verdict];
  return (
    <details className={classes['sender']} data-verdict={verdict} open={verdict === 'fail'}>
      <summary>
        <Drawing size={14} stroke={1.75} aria-hidden />
        {say(`sender.${verdict}`)}
      </summary>
      <p>{say(`sender.${verdict}.why`, { address: names.from })}</p>
    </details>
  );
}

/** What was answered to a mail by itself. */
export function AnsweredLine({ text }: { readonly text: string }) {
  const { say } = useText();
  return (
    <details className={classes['answered']}>
      <summary>{say('message.answered')}</summary>
      <p>{text}</p>
    </details>
  );
}
