/** What a mail server sends back that could not deliver an answer of ours. */
export function bounce(message: string, recipient: string): string {
  return [
    'From: Mail Delivery System <mailer-daemon@relay.example>\nSubject: Undelivered\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n',
    '--b\nContent-Type: text/plain\n\nSorry',
    `--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; relay.example\n\nFinal-Recipient: rfc822; ${recipient}\nAction: failed\nStatus: 5.1.1\n`,
    `--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <${message}@shop.example>\n--b--`,
  ].join('\n');
}
