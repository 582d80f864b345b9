/** Whatever the stand-in lacks fails loudly here, instead of silently differing from Electron. */
export function notImplemented(name) {
  return new Error(`The Electron stand-in does not implement ${name}`);
}

const isProbe = (key) =>
  typeof key === 'symbol' || key === 'then' || key === 'toJSON' || String(key).startsWith('_');

/** An object whose unknown members throw when read. */
export function strict(name, target) {
  return new Proxy(target, {
    get(object, key) {
      if (key in object || isProbe(key)) return Reflect.get(object, key, object);
      throw notImplemented(`${name}.${String(key)}`);
    },
  });
}

/** Makes unknown members of a class's instances throw when read; call it once, after the class is declared. */
export function strictInstances(type, name) {
  const parent = Object.getPrototypeOf(type.prototype);
  const guard = new Proxy(parent, {
    get(object, key, receiver) {
      if (key in object || isProbe(key)) return Reflect.get(object, key, receiver);
      throw notImplemented(`${name}.${String(key)}`);
    },
  });
  Object.setPrototypeOf(type.prototype, guard);
}

/** A whole module of Electron that is absent: importing it is harmless, touching it throws. */
export function absent(name) {
  // Only an ordinary function may be called with `new`.
  function fail() {
    throw notImplemented(name);
  }
  return new Proxy(fail, {
    apply: fail,
    construct: fail,
    get(_target, key) {
      if (isProbe(key)) return undefined;
      throw notImplemented(`${name}.${String(key)}`);
    },
  });
}
