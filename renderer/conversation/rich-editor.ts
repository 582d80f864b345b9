import { openSlots } from '#domain/knowledge/slots';
import { baseKeymap, chainCommands, lift, toggleMark, wrapIn } from 'prosemirror-commands';
import { history, redo, undo } from 'prosemirror-history';
import { keymap } from 'prosemirror-keymap';
import type { MarkType, Node, NodeType } from 'prosemirror-model';
import { liftListItem, splitListItem, wrapInList } from 'prosemirror-schema-list';
import { EditorState, Plugin, Selection, TextSelection, type Command } from 'prosemirror-state';
import { Decoration, DecorationSet } from 'prosemirror-view';
import { documentOf } from './rich-document';
import { richSchema } from './rich-schema';

const { nodes, marks } = richSchema;

export const richTools = ['bold', 'italic', 'points', 'numbers', 'quote'] as const;
export type RichTool = (typeof richTools)[number];

/** With the cursor behind it. */
export function beginRich(text: string): EditorState {
  const doc = documentOf(text);
  return EditorState.create({ doc, selection: Selection.atEnd(doc), plugins: [history(), openPlaces, keymap(own), keymap(baseKeymap)] });
}

const own: Record<string, Command> = {
  Enter: chainCommands(splitListItem(nodes.list_item), liftListItem(nodes.list_item)),
  'Shift-Enter': chainCommands(splitListItem(nodes.list_item), (state, dispatch, view) => baseKeymap['Enter']?.(state, dispatch, view) ?? false),
  Backspace: (state, dispatch, view) => isAtLineStart(state) && chainCommands(liftListItem(nodes.list_item), lift)(state, dispatch, view),
};

/** What a tool does: a list becomes the other one, and what already is one a line again. */
export function toolCommand(tool: RichTool): Command {
  switch (tool) {
    case 'bold':
    case 'italic':
      return toggleMark(marks[tool]);
    case 'points':
      return listCommand(nodes.bullet_list);
    case 'numbers':
      return listCommand(nodes.ordered_list);
    case 'quote':
      return (state, dispatch, view) => (isInside(state, nodes.blockquote) ? lift : wrapIn(nodes.blockquote))(state, dispatch, view);
  }
}

function listCommand(list: NodeType): Command {
  return (state, dispatch, view) => {
    if (isInside(state, list)) return liftListItem(nodes.list_item)(state, dispatch, view);
    const around = [nodes.bullet_list, nodes.ordered_list].find((one) => isInside(state, one));
    if (around === undefined) return wrapInList(list)(state, dispatch, view);
    const depth = depthOf(state, around);
    dispatch?.(state.tr.setNodeMarkup(state.selection.$from.before(depth), list));
    return true;
  };
}

/** What is selected leads there; where nothing is, the address itself is put in. */
export function linkCommand(href: string): Command {
  return ({ selection: { empty }, tr }, dispatch) => {
    const link = marks.link.create({ href });
    dispatch?.(empty ? tr.replaceSelectionWith(richSchema.text(href, [link]), false) : tr.addMark(tr.selection.from, tr.selection.to, link));
    return true;
  };
}

export const undoCommand: Command = undo;
export const redoCommand: Command = redo;

/** The tools that are on where the cursor stands. */
export function toolsOn(state: EditorState): readonly RichTool[] {
  const on = (tool: RichTool, is: boolean): readonly RichTool[] => (is ? [tool] : []);
  return [
    ...on('bold', isMarked(state, marks.bold)),
    ...on('italic', isMarked(state, marks.italic)),
    ...on('points', isInside(state, nodes.bullet_list)),
    ...on('numbers', isInside(state, nodes.ordered_list)),
    ...on('quote', isInside(state, nodes.blockquote)),
  ];
}

function isMarked({ doc, selection: { empty, from, to, $from }, storedMarks }: EditorState, mark: MarkType): boolean {
  return empty ? mark.isInSet(storedMarks ?? $from.marks()) !== undefined : doc.rangeHasMark(from, to, mark);
}

function isInside(state: EditorState, type: NodeType): boolean {
  return depthOf(state, type) > 0;
}

function depthOf({ selection: { $from } }: EditorState, type: NodeType): number {
  for (let depth = $from.depth; depth > 0; depth -= 1) if ($from.node(depth).type === type) return depth;
  return 0;
}

export function isAtLineStart({ selection: { empty, $from } }: EditorState): boolean {
  return empty && $from.parentOffset === 0;
}

export function isAtWordStart({ selection: { $from } }: EditorState): boolean {
  return $from.parentOffset === 0 || /\s$/u.test($from.parent.textBetween(0, $from.parentOffset));
}

export function isBlank({ doc }: EditorState): boolean {
  return doc.childCount === 1 && doc.firstChild?.type === nodes.paragraph && doc.firstChild.content.size === 0;
}

type Place = { readonly from: number; readonly to: number };

function placesIn(doc: Node): readonly Place[] {
  const places: Place[] = [];
  doc.descendants((node, at) => {
    if (node.isTextblock) for (const { from, to } of openSlots(node.textContent)) places.push({ from: at + 1 + from, to: at + 1 + to });
    return !node.isTextblock;
  });
  return places;
}

/** Open places stand out. */
const openPlaces: Plugin<DecorationSet> = new Plugin<DecorationSet>({
  state: {
    init: (_config, { doc }) => markPlaces(doc),
    apply: (tr, old) => (tr.docChanged ? markPlaces(tr.doc) : old),
  },
  props: { decorations: (state) => openPlaces.getState(state) },
});

function markPlaces(doc: Node): DecorationSet {
  return DecorationSet.create(doc, placesIn(doc).map(({ from, to }) => Decoration.inline(from, to, { nodeName: 'mark' })));
}

/** Selects the next open place from there on, else the first. */
export function slotCommand(from: number): Command {
  return ({ doc, tr }, dispatch) => {
    const places = placesIn(doc);
    const next = places.find((one) => one.from >= from) ?? places[0];
    if (next === undefined) return false;
    dispatch?.(tr.setSelection(TextSelection.create(doc, next.from, next.to)).scrollIntoView());
    return true;
  };
}
