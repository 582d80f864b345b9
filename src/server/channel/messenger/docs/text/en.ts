/** The page at /connect/docs. */
export const en = {
  title: 'Otklik: connect another system',
  description: 'The description for programs (OpenAPI 3.1)',
  lead: [
    'Any system where your customers write can be a channel of Otklik: it brings their messages here, and takes the answers. Both directions are signed HTTP calls in the manner of Standard Webhooks.',
    'An administrator connects it under Channels, “Another system”. The window shows the address of the channel and, this once, the secret that both sides sign with.',
  ],
  signing: 'How a call is signed',
  signed: [
    'Three headers go with every call: webhook-id names it, webhook-timestamp is the time in seconds, and webhook-signature is “v1,” followed by the base64 of HMAC-SHA256 over id.timestamp.body, with the bytes of the body as they travel.',
    'The key of the HMAC are the bytes behind “whsec_” of the secret, read as base64. A call more than five minutes off is refused.',
    'The same webhook-id again is the same call: what was taken in before is answered with 200 and stored once. So repeat a call under its id until it is answered with 200.',
  ],
  incoming: 'You call us',
  incomingLead: 'POST to /hooks/ with the id of the channel. 200: it is stored. 400: it is signed, and not understood. 404: it is not signed as it should be, or there is no such channel. 429, 5xx and no answer: come again later with the same id.',
  message: 'A customer wrote',
  progress: 'A customer has received or seen an answer',
  outgoing: 'We call you',
  outgoingLead: 'POST to the address that the administrator entered, https only. Answer 2xx when you have taken it. The same webhook-id may come again when your answer was lost: show it once. 410: this customer cannot be reached any more. 429, 5xx, 401, 403, 404 and no answer: we come again later.',
  answer: 'Somebody answers a customer',
  ping: 'Are you there? Sent when the channel is connected, before you know the secret; any answer but 404 and 5xx will do',
  example: 'A whole program without dependencies lies in the source of Otklik under examples/connect.',
};
export type ConnectTexts = typeof en;
