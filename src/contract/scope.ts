import { teamPart, type Scope } from '#domain/scope';
import { isId } from '#kernel/id';
import { z } from 'zod';

/** A scope as text, where it comes out of a database or over a wall. */
export const scopeText = z.custom<Scope>((value) => typeof value === 'string' && isScope(value));

function isScope(text: string): boolean {
  if (teamPart(text) !== null) return true;
  const [kind = '', name = '', ...more] = text.split(':');
  if (more.length > 0) return false;
  switch (kind) {
    case 'org':
      return text === 'org';
    case 'person':
      return isId('person', name);
    case 'client':
      return isId('client', name);
    default:
      return false;
  }
}
