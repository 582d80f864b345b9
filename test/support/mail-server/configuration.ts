/** Where the parts of one mail server stand. */
export type Ground = { readonly folder: string; readonly imap: number; readonly smtp: number; readonly lmtp: number; readonly domains: readonly string[] };

/** dovecot: mailboxes as plain folders, read over IMAP, filled over LMTP. */
export function dovecotConfiguration(ground: Ground): string {
  return [dovecotMail(ground), dovecotListeners(ground)].join('');
}

function dovecotMail({ folder }: Ground): string {
  return `
protocols = imap lmtp
listen = 127.0.0.1
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/dovecot.log
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login xoauth2
first_valid_uid = 1
mail_uid = mail
mail_gid = mail
mail_home = ${folder}/mail/%u
mail_location = maildir:~/Maildir
mailbox_idle_check_interval = 1 secs
passdb {
  driver = passwd-file
  mechanisms = plain login
  args = username_format=%u ${folder}/passwords
}
passdb {
  driver = oauth2
  mechanisms = xoauth2
  args = ${folder}/oauth2.conf.ext
}
userdb {
  driver = static
  args = uid=mail gid=mail home=${folder}/mail/%u allow_all_users=yes
}
namespace inbox {
  inbox = yes
  separator = /
  mailbox Sent {
    auto = create
    special_use = \\Sent
  }
}
`;
}

function dovecotListeners({ imap, lmtp }: Ground): string {
  return `
service imap-login {
  inet_listener imap {
    address = 127.0.0.1
    port = ${imap}
  }
  inet_listener imaps {
    port = 0
  }
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = ${lmtp}
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
protocol lmtp {
  auth_username_format = %Lu
}
protocol imap {
  mail_max_userip_connections = 50
}
`;
}

/** exim: takes mail for its own domains from anybody, for others from whoever signs in; what it cannot deliver it sends back. */
export function eximConfiguration(ground: Ground): string {
  return [eximMain(ground), eximDelivery(ground)].join('');
}

function eximMain({ folder, smtp, domains }: Ground): string {
  return `
primary_hostname = mx.${domains[0] ?? 'example'}
spool_directory = ${folder}/spool
log_file_path = ${folder}/log/%slog
exim_user = Debian-exim
exim_group = Debian-exim
local_interfaces = 127.0.0.1
daemon_smtp_ports = ${smtp}
domainlist local_domains = ${domains.join(' : ')}
never_users =
acl_smtp_rcpt = check_recipient
acl_smtp_data = check_data
disable_ipv6 = true
host_lookup =
rfc1413_query_timeout = 0s
smtp_accept_max = 100
smtp_accept_max_per_host = 100
smtp_accept_queue_per_connection = 0
accept_8bitmime = true
tls_advertise_hosts =
deliver_drop_privilege = true
message_size_limit = 60M
begin acl
check_recipient:
  accept authenticated = *
  accept domains = +local_domains
  deny
check_data:
  accept
`;
}

function eximDelivery({ folder, lmtp }: Ground): string {
  return `
begin routers
known:
  driver = accept
  domains = +local_domains
  local_part_suffix = +*
  local_part_suffix_optional
  condition = \${lookup{$local_part@$domain}lsearch{${folder}/users}{yes}{no}}
  transport = mailbox
unknown:
  driver = redirect
  data = :fail: no such user
  allow_fail
begin transports
mailbox:
  driver = smtp
  protocol = lmtp
  hosts = 127.0.0.1
  hosts_override
  allow_localhost
  port = ${lmtp}
  rcpt_include_affixes
  return_path_add
  delivery_date_add
begin retry
* * F,1h,1s
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_condition = \${if eq{$auth3}{\${lookup{$auth2}lsearch{${folder}/users}}}}
  server_set_id = $auth2
  server_advertise_condition = true
`;
}
