import { pending } from './outbox-0001-pending';
import { returned } from './outbox-0002-returned';
import { aside } from './outbox-0003-set-aside';
import { files } from './outbox-0004-files';
import { draftTeam } from './outbox-0005-draft-team';
import { draftMail } from './outbox-0006-draft-mail';
import { undo } from './outbox-0007-undo';
import { suggestions } from './outbox-0009-suggestions';
import { noticeText } from './outbox-0010-notice-text';
import { noticeCustomer } from './outbox-0011-notice-customer';
import { newMails } from './outbox-0012-new-mails';
import { mailMessage } from './outbox-0013-mail-message';

/** The outbox's history; order is law. */
export const outboxMigrations = [pending, returned, aside, files, draftTeam, draftMail, undo, suggestions, noticeText, noticeCustomer, newMails, mailMessage] as const;
