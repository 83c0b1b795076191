/** Every environment variable that Tollgate reads. docs/reference/configuration.md is held equal to this list by a test. */
export const environmentVariables = [
  { name: 'TOLLGATE_HOST', default: '127.0.0.1', description: 'Address that the data plane listens on.' },
  { name: 'TOLLGATE_PORT', default: '8787', description: 'Port of the data plane; 0 takes a free one.' },
  {
    name: 'TOLLGATE_ADMIN_PORT',
    default: 'same on loopback',
    description:
      'Port of the admin API and the console, or `same` to share the port of the data plane. Required when `TOLLGATE_HOST` is not loopback.',
  },
  { name: 'TOLLGATE_ADMIN_HOST', default: '127.0.0.1', description: 'Address of the admin listener.' },
  {
    name: 'TOLLGATE_ADMIN_TOKEN',
    default: 'none',
    description: 'Bootstrap token of the admin API, at least 24 characters; its acts are logged as such.',
  },
  {
    name: 'TOLLGATE_DATA_DIR',
    default: '.tollgate',
    description: 'Folder of the embedded database, the journal and generated secrets.',
  },
  {
    name: 'TOLLGATE_MASTER_KEY',
    default: '`master.key` in the data folder',
    description:
      'Wraps the keys that encrypt payloads: 32 bytes as 64 hexadecimal digits or base64. Gateways that share a database need the same one. Without it a key is made in the data folder: keep a copy, nothing can be read without it.',
  },
  {
    name: 'TOLLGATE_MASTER_KEY_PREVIOUS',
    default: 'none',
    description: 'The master key before a rotation; it only opens what was wrapped by it.',
  },
  { name: 'TOLLGATE_JOURNAL_DIR', default: '`journal` in the data folder', description: 'Folder of the journal.' },
  {
    name: 'TOLLGATE_JOURNAL_BYTES_MAX',
    default: '4294967296',
    description: 'How large the journal may grow while the database is away; then calls are refused. At least 4194304.',
  },
  { name: 'TOLLGATE_CONFIG', default: 'none', description: 'A `gateway.yaml` that is applied at start.' },
  {
    name: 'DATABASE_URL',
    default: 'embedded PostgreSQL',
    description: 'A PostgreSQL 15 or later; several gateways may share it.',
  },
  {
    name: 'TOLLGATE_WORKERS',
    default: '1',
    description: 'Processes that share the port, each with its own journal (1 to 64).',
  },
  {
    name: 'TOLLGATE_RECORD',
    default: 'journal',
    description:
      'What "durable" means: `journal`, on the disk of this machine, so that calls go on while the database is away; or `database`, committed in PostgreSQL, for machines whose disks do not outlive the process: without the database calls are refused.',
  },
  {
    name: 'TOLLGATE_RETENTION_PAYLOADS_DAYS',
    default: 'for ever',
    description:
      'Days that payloads are kept, at least; they go by whole weeks. No more than `TOLLGATE_RETENTION_METADATA_DAYS`.',
  },
  {
    name: 'TOLLGATE_RETENTION_METADATA_DAYS',
    default: 'for ever',
    description:
      'Days that what is known of calls is kept, at least; it goes by whole months. The ledger is kept for ever.',
  },
  {
    name: 'TOLLGATE_REPORT_TIME_ZONE',
    default: 'UTC',
    description:
      'Time zone (IANA name, such as `Europe/Berlin`) whose days and months those of reports and budgets are. Gateways that share a database need the same one.',
  },
  {
    name: 'TOLLGATE_DRAIN_S',
    default: '30',
    description: 'Seconds that running calls get to finish after SIGTERM.',
  },
  {
    name: 'TOLLGATE_SNAPSHOT_AGE_MAX_S',
    default: '900',
    description: 'Seconds after which a policy snapshot that could not be confirmed lets no call through.',
  },
  {
    name: 'TOLLGATE_RISK_PLACEHOLDERS',
    default: 'ignore',
    description:
      '`ignore`: placeholders, documented example keys and test cards are no findings. `record`: they are, as any other.',
  },
  {
    name: 'TOLLGATE_DRIFT_CHECK_S',
    default: '86400',
    description:
      'Seconds between two checks of the catalogue against what providers list and what they cost; 0 for none, else at least 60.',
  },
  { name: 'TOLLGATE_BODY_BYTES_MAX', default: '33554432', description: 'Largest request body taken, in bytes.' },
  {
    name: 'TOLLGATE_LOG_LEVEL',
    default: 'info',
    description: '`fatal`, `error`, `warn`, `info`, `debug`, `trace` or `silent`.',
  },
  {
    name: 'TOLLGATE_SECURE_HOSTS',
    default: 'any host',
    description: 'Hosts (names, `*.` wildcards or CIDRs, comma-separated) that the secure path may connect to.',
  },
  {
    name: 'TOLLGATE_SECURE_CIDRS',
    default: 'loopback, RFC 1918, ULA',
    description: 'Address ranges (CIDRs, comma-separated) that the secure path may connect to.',
  },
  { name: 'TOLLGATE_SECURE_CA', default: 'system', description: 'PEM file of the private CA of the secure path.' },
  {
    name: 'TOLLGATE_SECURE_CERT',
    default: 'none',
    description: 'PEM file of the client certificate of the secure path.',
  },
  { name: 'TOLLGATE_SECURE_KEY', default: 'none', description: "PEM file of that certificate's key." },
  { name: 'TOLLGATE_EGRESS_PROXY', default: 'none', description: 'HTTP proxy of the external path, as a URL.' },
  {
    name: 'TOLLGATE_CREDENTIAL_ENV',
    default: 'none',
    description: 'Names of variables (comma-separated) that `env:` credentials made over the admin API may use.',
  },
  {
    name: 'TOLLGATE_CREDENTIAL_DIR',
    default: 'none',
    description: 'Folder below which `file:` credentials made over the admin API must lie.',
  },
  {
    name: 'TOLLGATE_WEBHOOK_HOSTS',
    default: 'none',
    description: 'Hosts (names or `*.` wildcards, comma-separated) that alerts of budgets may be sent to.',
  },
  { name: 'TOLLGATE_TLS_CERT', default: 'none', description: 'PEM file of the certificate of the listeners.' },
  { name: 'TOLLGATE_TLS_KEY', default: 'none', description: 'PEM file of its key.' },
  {
    name: 'TOLLGATE_TRUSTED_PROXIES',
    default: 'none',
    description: 'CIDRs (comma-separated) whose `X-Forwarded-For` is believed.',
  },
  {
    name: 'TOLLGATE_PUBLIC_URL',
    default: 'none',
    description: 'Origin under which the console is reached; Host and Origin are checked against it.',
  },
  {
    name: 'TOLLGATE_AGENT_URL',
    default: 'none',
    description:
      "Origin that agents are told to call, where it is another one than the data plane's own; what the console shows to copy names it.",
  },
  {
    name: 'TOLLGATE_OIDC_ISSUER',
    default: 'none',
    description:
      'Issuer of the OpenID Connect provider by which people sign in at the console: its discovery document is at `/.well-known/openid-configuration` below it.',
  },
  { name: 'TOLLGATE_OIDC_CLIENT_ID', default: 'none', description: "Tollgate's client id at that provider." },
  { name: 'TOLLGATE_OIDC_CLIENT_SECRET', default: 'none', description: 'Its secret; a public client has none.' },
  {
    name: 'TOLLGATE_OIDC_NAME',
    default: "the issuer's host",
    description: 'What the sign-in page calls the provider.',
  },
  {
    name: 'TOLLGATE_OIDC_ROLES',
    default: 'none',
    description:
      'Which groups have which role, as `role=group` (comma-separated; `*` is everybody): the highest that fits is given at each sign-in, and who is new becomes a user. Without it only users of the policy sign in, with the role that they have.',
  },
  {
    name: 'TOLLGATE_OIDC_GROUPS_CLAIM',
    default: 'groups',
    description: 'The claim of the ID token that lists the groups.',
  },
  {
    name: 'TOLLGATE_OIDC_ONLY',
    default: '0',
    description: '`1`: nobody signs in by password. Personal tokens still work.',
  },
] as const;

export type EnvironmentName = (typeof environmentVariables)[number]['name'];
export type Environment = Readonly<Record<string, string | undefined>>;
