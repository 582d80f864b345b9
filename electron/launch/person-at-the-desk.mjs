import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Who is signed in without a form: the demonstration's person of this role, or the first person of an own company. */
export function personAtTheDesk({ people, firstSignIn }, role) {
  if (!firstSignIn) return people.find((candidate) => candidate.role === role);
  const { email, password } = JSON.parse(readFileSync(firstSignIn, 'utf8'));
  return { email, password, role: 'administrator', passwordIn: firstSignIn };
}

/** Each person has a profile of their own, so that a start as somebody else is not signed in as the last one. */
export function profileOf(data, person) {
  return join(data, 'workstation', person?.email ?? 'nobody');
}
