/** What the widget and the server both count on. Apart from the schemas, so that the widget carries no parser. */
export const chatProtocol = 1;

export const chatLimits = {
  /** Longest line of a visitor, in UTF-16 units. */
  text: 4000,
  /** Longest name that a visitor may give, in UTF-16 units. */
  name: 80,
  /** Longest comment to a rating, in UTF-16 units. */
  comment: 1000,
  /** Longest address of a mail. Source: RFC 5321, 4.5.3.1. */
  mail: 254,
  /** Lines in one `history` frame. */
  historyPage: 50,
  /** Answers in one `seen` frame. */
  seenBatch: 100,
  /** A typing mark holds this long, in milliseconds; who types repeats it sooner. */
  typing: 6000,
} as const;

const foreignOrigin = 4403;
const incompatible = 4406;

/** The widget gives up after these: trying again changes nothing. */
export const finalCloses: readonly number[] = [foreignOrigin, incompatible];

/** Why the server ends a chat socket. `changed`: an administrator set the chat anew. */
export const chatClose = { foreignOrigin, incompatible, malformed: 4400, silent: 4408, changed: 4410, tooMany: 4429, failed: 4500 } as const;
