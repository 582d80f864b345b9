import type { CaseStatus } from '#domain/conversation/case';
import { useText } from '../text/TextProvider';
import classes from './StatusMark.module.css';

export function StatusMark({ status }: { readonly status: CaseStatus | 'spam' }) {
  const { say } = useText();
  return (
    <span className={classes['status']} data-status={status}>
      {say(`status.${status}`)}
    </span>
  );
}
