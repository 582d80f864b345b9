/**
 * Values that cross between Node.js and a page, as text, with the meaning of the structured clone algorithm.
 * The file runs in Node.js as a module and in pages as injected text, so it stands alone.
 */
const errorTypes = { TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError };
const neverCloned = new Set(['Promise', 'WeakMap', 'WeakSet', 'WeakRef', 'Window', 'HTMLDocument']);

function bytesToText(bytes) {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode.apply(null, bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

function textToBytes(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

function refuse(value) {
  throw new Error(`An object could not be cloned (${Object.prototype.toString.call(value)})`);
}

function encodePrimitive(value) {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return { found: value };
  if (value === undefined) return { found: { kind: 'undefined' } };
  if (typeof value === 'bigint') return { found: { kind: 'bigint', text: String(value) } };
  if (typeof value !== 'number') return undefined;
  if (Number.isFinite(value) && !Object.is(value, -0)) return { found: value };
  return { found: { kind: 'number', text: Object.is(value, -0) ? '-0' : String(value) } };
}

function encodeObject(value, visit) {
  const tag = Object.prototype.toString.call(value).slice(8, -1);
  if (neverCloned.has(tag) || (typeof Node === 'function' && value instanceof Node)) refuse(value);
  if (Array.isArray(value)) return ['array', Array.from(value, visit)];
  if (tag === 'Date') return ['date', value.getTime()];
  if (tag === 'RegExp') return ['regexp', value.source, value.flags];
  if (tag === 'Map') return ['map', [...value].map(([key, entry]) => [visit(key), visit(entry)])];
  if (tag === 'Set') return ['set', [...value].map(visit)];
  if (tag === 'Error') return ['error', value.name, value.message, value.stack];
  if (tag === 'ArrayBuffer') return ['buffer', bytesToText(new Uint8Array(value))];
  if (ArrayBuffer.isView(value)) {
    return ['view', tag, bytesToText(new Uint8Array(value.buffer, value.byteOffset, value.byteLength))];
  }
  return ['object', Object.keys(value).map((key) => [key, visit(value[key])])];
}

/** `special(value)` may replace a value by plain data, which `decode` hands to its own `special`. */
export function encode(root, special) {
  const objects = [];
  const seen = new Map();
  const visit = (value) => {
    const primitive = encodePrimitive(value);
    if (primitive) return primitive.found;
    const replaced = special?.(value);
    if (replaced) return { kind: 'special', data: replaced };
    if (typeof value !== 'object') refuse(value);
    if (!seen.has(value)) {
      seen.set(value, objects.length);
      const at = objects.push(null) - 1;
      objects[at] = encodeObject(value, visit);
    }
    return { kind: 'object', at: seen.get(value) };
  };
  const top = visit(root);
  return JSON.stringify([top, objects]);
}

const makers = {
  date: ([time]) => new Date(time),
  regexp: ([source, flags]) => new RegExp(source, flags),
  buffer: ([text]) => textToBytes(text).buffer,
  view: ([type, text]) => new globalThis[type](textToBytes(text).buffer),
  error: ([name, message, stack]) => {
    const made = new (errorTypes[name] ?? Error)(message);
    if (stack) made.stack = stack;
    return made;
  },
};

const fillers = {
  array: (entries, keep, get) => {
    const made = keep([]);
    for (const entry of entries) made.push(get(entry));
  },
  map: (entries, keep, get) => {
    const made = keep(new Map());
    for (const [key, entry] of entries) made.set(get(key), get(entry));
  },
  set: (entries, keep, get) => {
    const made = keep(new Set());
    for (const entry of entries) made.add(get(entry));
  },
  object: (entries, keep, get) => {
    const made = keep({});
    // Not an assignment: a key named __proto__ must stay a key.
    for (const [key, entry] of entries) {
      Object.defineProperty(made, key, { value: get(entry), enumerable: true, writable: true, configurable: true });
    }
  },
};

export function decode(text, special) {
  const [top, objects] = JSON.parse(text);
  const made = [];
  const get = (value) => {
    if (value === null || typeof value !== 'object') return value;
    if (value.kind === 'undefined') return undefined;
    if (value.kind === 'number') return Number(value.text);
    if (value.kind === 'bigint') return BigInt(value.text);
    if (value.kind === 'special') return special(value.data);
    return getObject(value.at);
  };
  const getObject = (at) => {
    if (at in made) return made[at];
    const [type, ...parts] = objects[at];
    if (makers[type]) made[at] = makers[type](parts);
    else fillers[type](parts[0], (container) => (made[at] = container), get);
    return made[at];
  };
  return get(top);
}
