import type { StaffMember, StaffValues } from '#contract/staff';

/** What is written into a person's form. */
export type PersonValues = Pick<StaffMember, 'name' | 'email' | 'roles' | 'teams' | 'language'>;

export const nobody: PersonValues = { name: '', email: '', roles: ['agent'], teams: [], language: null };

type Fault = 'people.nameMissing' | 'people.emailWrong' | 'people.rolesMissing';
export type PersonFaults = { readonly name: Fault | null; readonly email: Fault | null; readonly roles: Fault | null };

/** What is wrong in which field; the server's own check of an address is stricter than this by little. */
export function faultsOf({ name, email, roles }: PersonValues): PersonFaults {
  return {
    name: name.trim() === '' ? 'people.nameMissing' : null,
    email: /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(email.trim()) ? null : 'people.emailWrong',
    roles: roles.length === 0 ? 'people.rolesMissing' : null,
  };
}

export function isRight({ name, email, roles }: PersonFaults): boolean {
  return name === null && email === null && roles === null;
}

export function givenBy(values: PersonValues): StaffValues {
  return { ...values, name: values.name.trim(), email: values.email.trim(), roles: [...values.roles], teams: [...values.teams] };
}
