/** Bounds that both sides of a wall know. Sizes in bytes unless a name says otherwise. */
export const limits = {
  /** One frame from a client: holds the longest message in any script, with all its files and recipients. Bigger work goes over HTTP. */
  clientFrame: 80 * 1024,
  /** One frame from the server to a client. */
  serverFrame: 4 * 1024 * 1024,
  /** Mutations in one push. */
  pushBatch: 250,
  /** Mutations on their way, in as many pushes as they need. */
  pushAhead: 500,
  /** Rows in one page of the change log. */
  logPage: 2000,
  /** A session that has this much unsent goes back to catch-up. */
  sessionBuffer: 1024 * 1024,
  /** Scopes that one client may hold. */
  scopes: 1000,
  /** Names of scopes in one address, in UTF-16 units: a copy that holds more begins anew when its scopes change. */
  heldScopes: 8000,
  /** What a rest of a copy may bring of changes, in UTF-16 units; a copy further behind begins anew. */
  caughtUp: 4 * 1024 * 1024,
  /** Silence after which a peer counts as gone, in milliseconds. */
  silence: 25_000,
  /** Time between heartbeats, in milliseconds. */
  heartbeat: 10_000,
  /** Longest text of a message, in UTF-16 units. */
  messageText: 20_000,
  /** Longest single-line field: name, subject, file name. */
  line: 500,
  /** One attachment. */
  attachment: 25 * 1024 * 1024,
  /** A piece of a file on its way into the window: the window's thread copies it at once. */
  shownPiece: 1024 * 1024,
  /** A piece of a file on its way: over a slow line it arrives before the server stops to listen. */
  filePiece: 256 * 1024,
  /** One field of a customer's card, all of their segments in one. */
  cardField: 3000,
  /** Orders of one customer that one frame brings, newest first; a copy that is made anew has all. */
  cardOrders: 100,
  /** Rows of one list page that the window may ask for. */
  listPage: 200,
  /** Messages of one conversation that a window holds at once; whoever reads on lets go of those at the other end. */
  shownMessages: 300,
  /** Messages of one conversation page. */
  messagePage: 50,
  /** Messages that one request brings from before the copy's window. */
  guestMessages: 500,
  /** Past contacts that one request brings. */
  guestContacts: 500,
  /** Opened cards that one report names. */
  readsBatch: 200,
  /** What became of suggestions, in one report. */
  suggestionEvents: 200,
  /** Readers of a customer that one answer names. */
  readers: 1000,
  /** Remarks of one case that one frame or page brings, newest first; a copy that is made anew has all. */
  caseRemarks: 200,
  /** Contacts with a customer that a computer fetches; older ones stay on the server. */
  timeline: 10_000,
  /** Items of one page of a customer's timeline. */
  timelinePage: 60,
  /** Contacts with other teams that are told of one customer, newest first. */
  stubs: 200,
} as const;
