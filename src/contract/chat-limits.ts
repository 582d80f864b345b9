/** What the widget and the server both count on. Apart from the schemas, so that the widget carries no parser. */
export const chatProtocol = 1;

export const chatLimits = {
  /** Longest line of a visitor, in UTF-16 units. */
  text: 4000,
  /** Longest name that a visitor may give, in UTF-16 units. */
  name: 80,
  /** Longest address of a mail. Source: RFC 5321, 4.5.3.1. */
  mail: 254,
  /** Lines in one `history` frame. */
  historyPage: 50,
  /** Answers in one `seen` frame. */
  seenBatch: 100,
  /** A typing mark holds this long, in milliseconds; who types repeats it sooner. */
  typing: 6000,
} as const;

/** Why the server ends a chat socket; the widget gives up on the first two and comes back after the others. */
export const chatClose = { foreignOrigin: 4403, incompatible: 4406, malformed: 4400, silent: 4408, tooMany: 4429, failed: 4500 } as const;
