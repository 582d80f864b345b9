/**
 * The widget's own drawing: a view is a function of the state, and `draw` changes of the page only what differs. It stands for a library
 * that was a third of all that a visitor loads. There are no instances: what a view remembers is an object that its owner keeps.
 */
export type Drawn = Piece | string | number | boolean | null | undefined | readonly Drawn[];

type Piece = { readonly kind: string; readonly attributes: AnyAttributes; readonly inside: readonly Shown[]; node?: Element };
type Words = { readonly kind: null; readonly words: string; node?: Text };
type Shown = Piece | Words;
type AnyAttributes = { readonly key?: unknown; readonly onMount?: (node: Element) => void; readonly [name: string]: unknown };

type On<Kind extends Event, Tag extends string> = (event: Kind & { readonly currentTarget: NodeOf<Tag> }) => void;
type NodeOf<Tag extends string> = Tag extends keyof HTMLElementTagNameMap ? HTMLElementTagNameMap[Tag] : Element;

type Attributes<Tag extends string> = {
  /** Tells siblings apart that are alike. */
  readonly key?: string | number;
  /** Called once, when the element stands in the page. */
  readonly onMount?: (node: NodeOf<Tag>) => void;
  readonly onClick?: On<MouseEvent, Tag>;
  readonly onInput?: On<Event, Tag>;
  readonly onKeyDown?: On<KeyboardEvent, Tag>;
  readonly onScroll?: On<Event, Tag>;
  readonly onSubmit?: On<Event, Tag>;
} & { readonly [name in Name | `aria-${string}`]?: string | number | boolean | undefined };

type Name = 'autocomplete' | 'checked' | 'class' | 'd' | 'datetime' | 'dir' | 'disabled' | 'href' | 'maxlength' | 'name' | 'novalidate' | 'placeholder' | 'rel' | 'required' | 'role' | 'rows' | 'tabindex' | 'target' | 'type' | 'value' | 'viewBox';

declare global {
  namespace JSX {
    type Element = Drawn;
    type IntrinsicElements = { [Tag in keyof HTMLElementTagNameMap | 'svg' | 'path']: Attributes<Tag> & { readonly children?: Drawn } };
    type ElementChildrenAttribute = { readonly children: unknown };
  }
}

export function h<Given extends object>(kind: string | ((given: Given) => Drawn), given: Given | null, ...children: readonly Drawn[]): Drawn {
  // checked: JSX gives null only where the view takes nothing
  if (typeof kind === 'function') return kind({ ...given, children } as unknown as Given);
  return { kind, attributes: { ...given }, inside: shown(children) };
}

export function Fragment({ children }: { readonly children?: Drawn }): Drawn {
  return children;
}

function shown(drawn: Drawn): readonly Shown[] {
  if (Array.isArray(drawn)) return drawn.flatMap(shown);
  if (typeof drawn === 'string' || typeof drawn === 'number') return [{ kind: null, words: String(drawn) }];
  return typeof drawn === 'object' && drawn !== null && 'kind' in drawn ? [drawn] : [];
}

/** A place in the page that shows what it was told last. */
export function drawingIn(place: Element): (drawn: Drawn) => void {
  let before: readonly Shown[] = [];
  return (drawn) => {
    const after = shown(drawn);
    const mounted: (() => void)[] = [];
    change(place, { before, after, mounted });
    before = after;
    for (const tell of mounted) tell();
  };
}

type Change = { readonly before: readonly Shown[]; readonly after: readonly Shown[]; readonly mounted: (() => void)[] };

/** Nodes that stay are not moved unless their order changed: a moved one loses the focus and how far it was scrolled. */
function change(parent: Element, { before, after, mounted }: Change): void {
  const left = [...before];
  const nodes = after.map((piece) => {
    const at = left.findIndex((known) => known.kind === piece.kind && keyOf(known) === keyOf(piece));
    const known = at < 0 ? undefined : left.splice(at, 1)[0];
    return piece.kind === null ? wordsOf(piece, known) : elementOf(piece, known, { parent, mounted });
  });
  for (const { node } of left) node?.remove();
  let place = parent.firstChild;
  for (const node of nodes) {
    if (node === place) place = place.nextSibling;
    else parent.insertBefore(node, place);
  }
}

function keyOf(piece: Shown): unknown {
  return piece.kind === null ? undefined : piece.attributes.key;
}

function wordsOf(piece: Words, known: Shown | undefined): Text {
  const node = known?.kind === null && known.node ? known.node : document.createTextNode('');
  if (node.data !== piece.words) node.data = piece.words;
  return (piece.node = node);
}

function elementOf(piece: Piece, known: Shown | undefined, { parent, mounted }: { readonly parent: Element } & Pick<Change, 'mounted'>): Element {
  const old = known === undefined || known.kind === null ? undefined : known;
  const node = old?.node ?? document.createElementNS(piece.kind === 'svg' ? 'http://www.w3.org/2000/svg' : parent.namespaceURI, piece.kind);
  change(node, { before: old?.inside ?? [], after: piece.inside, mounted });
  for (const name of Object.keys({ ...old?.attributes, ...piece.attributes })) {
    if (name === 'value' || piece.attributes[name] !== old?.attributes[name]) put(node, name, piece.attributes[name]);
  }
  const { onMount } = piece.attributes;
  if (old === undefined && onMount !== undefined) mounted.push(() => onMount(node));
  return (piece.node = node);
}

function put(node: Element, name: string, value: unknown): void {
  if (name === 'key' || name === 'onMount') return;
  // The visitor changes what a field holds, not only the drawing.
  if (name === 'value' && Reflect.get(node, name) === value) return;
  if (name === 'value' || name.startsWith('on')) Reflect.set(node, name.toLowerCase(), value ?? null);
  else if (typeof value === 'string' || typeof value === 'number' || (typeof value === 'boolean' && name.startsWith('aria'))) node.setAttribute(name, String(value));
  else node.toggleAttribute(name, value === true);
}
