/** Every sentence that a visitor can see or hear. */
export type Text = {
  readonly open: string;
  readonly openUnread: (count: number) => string;
  readonly close: string;
  readonly title: string;
  readonly online: string;
  readonly hello: string;
  readonly helloMore: string;
  readonly lines: string;
  readonly name: string;
  readonly write: string;
  readonly send: string;
  readonly typing: string;
  readonly agent: string;
  readonly offline: string;
  readonly closed: string;
  readonly waiting: string;
  readonly sent: string;
  readonly read: string;
  readonly refused: string;
  readonly tooLong: (over: number) => string;
  readonly earlier: string;
  readonly you: string;
  readonly today: string;
  readonly newLines: string;
  /** Of one answer. */
  readonly files: string;
  readonly saveFile: (name: string, size: string) => string;
  readonly fileAbsent: string;
  /** `from`: the day and time when somebody is there again. */
  readonly away: (from: string) => string;
  readonly awayLong: string;
  readonly mail: string;
  readonly mailWrong: string;
  readonly leave: string;
  readonly leaving: string;
  readonly left: (mail: string) => string;
  readonly leftRefused: string;
  /** On the button under what was left. */
  readonly again: string;
  readonly transcript: string;
  /** Spoken when the conversation has ended. */
  readonly ended: string;
  readonly rate: string;
  /** `one` of 5. */
  readonly score: (one: number) => string;
  readonly comment: string;
  readonly sendRating: string;
  readonly rated: (score: number) => string;
  readonly rateAgain: string;
  readonly mailed: (to: string) => string;
};
