/** What the app did to the desktop, for tests to look at, and the answers they give: `standIn` of the electron module. */
export function createRecordings() {
  return {
    notifications: [],
    trays: [],
    menus: [],
    openedExternally: [],
    shownInFolder: [],
    badgeCount: 0,
    flashing: false,
    idleSeconds: 0,
    clipboard: '',
    dialogs: { asked: [], savePath: undefined, openPaths: undefined, response: undefined },
  };
}
