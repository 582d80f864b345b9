export const customer = {
  'customer.label': 'Customer',
  'customer.hide': 'Hide the customer card',
  'customer.since': 'Customer since {date}',
  'customer.reach': 'Addresses',
  'customer.facts': 'Facts',
  'customer.history': 'Past contacts',
  'customer.historyCount': { one: '{n} contact', other: '{n} contacts' },
  'identity.email': 'E-mail',
  'identity.chat': 'Site visitor',
  'identity.phone': 'Phone',
} as const;
