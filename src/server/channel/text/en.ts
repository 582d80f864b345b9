import type { ServerText } from './text';

export const en: ServerText = {
  unreadableMail: 'This e-mail could not be opened safely. The original is attached; open it with care.',
  tooLargeMail: 'This e-mail is larger than 25 MB and was left in the mailbox. Open it there.',
  unknownSender: 'Unknown sender',
  unconfirmed: (name) => `${name} (sender not confirmed)`,
  originalFile: 'original.eml',
  forwarded: ({ author, when, subject }) => ['---------- Forwarded message ----------', `From: ${author}`, `Date: ${when}`, `Subject: ${subject}`],
  wrote: ({ author, when }) => `On ${when}, ${author} wrote:`,
  guest: (number) => `Guest ${number}`,
  transcriptSubject: 'Your chat with us',
  transcript: 'Hello! You asked for a copy of your chat. Here it is.',
  you: 'You',
  agent: 'Agent',
  previewTitle: 'Chat on a page of the shop',
  preview: 'This is how the chat looks on a page. Whatever you write here reaches the team.',
};
