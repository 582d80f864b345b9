/**
 * Puts a text where the cursor is, as if it were typed: the field hears of it, and undoing takes it out again. It begins on a line
 * of its own where something stands before it. After what is being drawn now: a field that is drawn meanwhile forgets what to undo.
 */
export function typeIn(field: HTMLTextAreaElement | null, text: string): void {
  if (field !== null) setTimeout(() => insert(field, text));
}

function insert(field: HTMLTextAreaElement, text: string): void {
  const before = field.value.slice(0, field.selectionStart);
  field.focus();
  document.execCommand('insertText', false, before === '' || /\s$/u.test(before) ? text : `\n${text}`);
}
