/**
 * Whose lines wait in this browser: the site's ordinary visitor's, or those of one user of the shop. Only to keep them apart: who a
 * visitor is, the server decides.
 */
export function scopeOf(site: string, identity: string | null): string {
  if (identity === null) return site;
  try {
    const claims: unknown = JSON.parse(atob((identity.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')));
    const user: unknown = typeof claims === 'object' && claims !== null ? Reflect.get(claims, 'sub') : undefined;
    return `${site}/${String(user)}`;
  } catch {
    return `${site}/`;
  }
}
