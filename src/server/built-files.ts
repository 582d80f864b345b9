/** Files that are built beside the server. */
export type BuiltFiles = { readonly mailWorker: URL; readonly learningWorker: URL; readonly widget: URL };
