export const customer = {
  'customer.label': 'Customer',
  'customer.hide': 'Hide the customer card',
  'customer.since': 'Customer since {date}',
  'customer.reach': 'Addresses',
  'customer.facts': 'Facts',
  'customer.history': 'Past contacts',
  'customer.historyCount': { one: '{n} contact', other: '{n} contacts' },
  'customer.history.fetching': 'Looking for earlier contacts…',
  'customer.history.partial': 'This is not the whole history: earlier contacts are only on the server.',
  'identity.email': 'E-mail',
  'identity.chat': 'Site visitor',
  'identity.phone': 'Phone',
} as const;
