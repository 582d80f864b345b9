/**
 * Whether node_modules holds what the lock file asks for, by the list that npm keeps there.
 * Packages for other systems are optional and may be absent.
 */
export function matchesLockFile(lock, installed) {
  return Object.entries(lock.packages).every(([path, wanted]) => {
    if (path === '' || wanted.link) return true;
    const found = installed.packages[path];
    return found ? found.version === wanted.version : Boolean(wanted.optional || wanted.peer);
  });
}
