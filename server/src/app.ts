import { readFile } from 'node:fs/promises';
import { createFingerprintStore } from './administration/fingerprint-sets/fingerprint-store.ts';
import { createCredentialVault } from './administration/credentials/credential-vault.ts';
import type { ProviderAccess } from './administration/connections/reach-provider.ts';
import { startDriftChecks } from './administration/drift/start-drift-checks.ts';
import { admitFromCompany, type CompanyClaims } from './administration/sign-in/admit-from-company.ts';
import { createAccessLog } from './administration/access-log.ts';
import { startChainingAdministrationLog } from './administration/chain-administration-log.ts';
import type { SecureHostAllowed } from './administration/secure-host.ts';
import { type RunningCheckpoints, startCheckpoints } from './audit/integrity/start-checkpoints.ts';
import { ContentEpoch } from './audit/payloads/content-epoch.ts';
import { startErasing } from './audit/retention/start-erasing.ts';
import { startRetention } from './audit/retention/start-retention.ts';
import { createPayloadStore } from './audit/payloads/payload-store.ts';
import { startPriceCorrections } from './administration/price-corrections/start-price-corrections.ts';
import { startRecord } from './audit/start-record.ts';
import { loadMasterKeys } from './audit/vault/load-master-keys.ts';
import { createOpener } from './audit/vault/opener.ts';
import { keepSharedSecrets } from './audit/vault/keep-shared-secrets.ts';
import { CannotOpen } from './audit/vault/vault.ts';
import { createSealer } from './audit/vault/sealer.ts';
import { credentialResolver } from './catalog/credentials.ts';
import { createLiveCredentials } from './catalog/live-credentials.ts';
import { createPolicySource } from './catalog/policy-source.ts';
import type { Config } from './config/config.ts';
import { environmentShown } from './config/environment-shown.ts';
import { readSecureTls } from './config/read-secure-tls.ts';
import { StartRefused } from './config/start-refused.ts';
import { version } from './config/version.ts';
import { adminHandler } from './http/admin/admin-handler.ts';
import { createAdminServer } from './http/admin/create-admin-server.ts';
import { clientAddressReader } from './http/client-address.ts';
import { createDataPlane } from './http/data-plane/data-plane.ts';
import { createFrontDoor } from './http/front-door.ts';
import { listen } from './http/listen.ts';
import { createMetrics } from './http/metrics.ts';
import type { Gateway } from './journey/gateway.ts';
import { startAlerts } from './journey/limits/alerts/start-alerts.ts';
import { startLimits } from './journey/limits/limits.ts';
import { measuringRules } from './journey/measuring-rules.ts';
import { startPins } from './journey/pins/start-pins.ts';
import { createScanning } from './journey/scanning.ts';
import { createTokenCounting } from './journey/token-counting.ts';
import { createStrangers } from './journey/strangers.ts';
import { createSignIn } from './identity/sign-in/sign-in.ts';
import { createKeySpendings } from './cost/key-spending.ts';
import { keepRollups } from './cost/rollups/keep-rollups.ts';
import { createSeals } from './journey/foreign-reasoning.ts';
import { createThoughtSignatures } from './providers/google/thought-signatures.ts';
import { createConversations } from './journey/conversations.ts';
import { findLinks } from './find-links.ts';
import { measuredParts } from './measured-parts.ts';
import { openPools } from './open-pools.ts';
import type { Logger } from './platform/logger.ts';
import { onceThere } from './platform/once-there.ts';
import { noticesOf, readinessOf } from './readiness.ts';
import { recordStateReader } from './record-state.ts';
import { createExternalPath, createSecurePath } from './providers/upstream/create-path.ts';
import { secureHostAllowed } from './providers/upstream/secure-host-allowed.ts';
import { compileReadyRules } from './risk/compile.ts';
import { countPlaceholders } from './risk/validators/placeholders.ts';
import { RuleCosts } from './risk/rule-costs.ts';
import { startBacktests } from './start-backtests.ts';
import { startVerifications } from './start-verifications.ts';

/** A running gateway process. */
export interface App {
  readonly origin: string;
  /** The same as `origin` when one port is shared. */
  readonly adminOrigin: string;
  /** Refuses new calls, lets running ones finish within the configured time, and brings the record home. */
  close(): Promise<void>;
}

const settleMs = 5000;

/**
 * The composition root: every long-lived object of a gateway process is made here, once, and put together. What is made
 * later is closed earlier, also when the start fails half-way.
 *
 * @param databaseUrl a PostgreSQL that is migrated
 * @throws StartRefused, CannotListen, or the file system's error when the journal's folder cannot be used
 */
export async function startApp(config: Config, databaseUrl: string, log: Logger): Promise<App> {
  const made = new AsyncDisposableStack();
  try {
    const origins = await compose(config, databaseUrl, log, made);
    return { ...origins, close: () => made.disposeAsync() };
  } catch (error) {
    await made.disposeAsync();
    throw error;
  }
}

async function compose(
  config: Config,
  databaseUrl: string,
  log: Logger,
  made: AsyncDisposableStack,
): Promise<Omit<App, 'close'>> {
  const pools = openPools(databaseUrl, made);
  const { pool } = pools;
  const masterKeys = await loadMasterKeys({ ...config.masterKeys, dataDir: config.dataDir });
  const secrets = await keepSharedSecrets(pool, masterKeys, log).catch((error: unknown) => {
    throw error instanceof CannotOpen ? new StartRefused(`TOLLGATE_MASTER_KEY: ${error.message}`) : error;
  });
  made.defer(() => secrets.stop());
  const fingerprints = createFingerprintStore(() => secrets.current?.index ?? null);
  countPlaceholders(config.countsPlaceholders);
  const credentialVault = createCredentialVault(masterKeys);
  const policy = createPolicySource({
    url: databaseUrl,
    ageMaxMs: config.snapshotAgeMaxMs,
    credentials: createLiveCredentials(process.env, credentialVault.load),
    compileRules: compileReadyRules,
    fingerprints: fingerprints.load,
    log,
  });
  made.defer(() => policy.stop());
  await policy.start();
  const missing = policy.state.unresolvedCredentials;
  if (missing.length > 0) {
    throw new StartRefused(`no secret is behind ${missing.join(', ')}, which providers or models refer to`);
  }

  const sealer = createSealer(masterKeys);
  // The last checkpoint is made when the journal is closed.
  let checkpoints: RunningCheckpoints | null = null;
  made.defer(async () => checkpoints?.stop());
  const record = await startRecord({
    mode: config.record,
    root: config.journalDir,
    bytesMax: Math.floor(config.journalBytesMax / config.workers),
    databaseUrl,
    pool,
    masterKeys,
    dataKeys: sealer.heads,
    version,
    log,
  });
  made.defer(() => record.stop());
  const { journal, reports } = record;
  sealer.renewBy((head) => journal.append([{ kind: 'key', head, content: null }]));
  checkpoints = startCheckpoints({ pool, journal, secrets: () => secrets.current, log });
  const administrationLog = startChainingAdministrationLog(pool, journal, log);
  made.defer(() => administrationLog.stop());
  const epoch = new ContentEpoch();
  const deadSeconds = config.snapshotAgeMaxMs / 1000 + 60;
  const erasing = startErasing({
    pool: pools.maintenance,
    epochPool: pools.erasures,
    journal,
    epoch,
    deadSeconds,
    log,
  });
  made.defer(() => erasing.stop());
  await erasing.tried;
  const opener = createOpener(masterKeys, pool, sealer.dataKeys);
  const retention = startRetention({ periods: config.retention, pool: pools.retention, journal, opener, log });
  made.defer(() => retention.stop());
  const rollups = keepRollups(pools.retention, config.reportTimeZone, log);
  made.defer(() => rollups.stop());
  const strangers = createStrangers(journal);
  made.defer(() => strangers.stop());
  const pins = startPins({ databaseUrl, indexKey: () => secrets.current?.index ?? null, log });
  made.defer(() => pins.stop());
  const limits = await startLimits({ databaseUrl, journalId: journal.id, timeZone: config.reportTimeZone, log });
  made.defer(() => limits.stop());
  const alerts = startAlerts({
    databaseUrl,
    hosts: config.webhookHosts,
    secretOf: credentialResolver(process.env),
    log,
  });
  made.defer(() => alerts.stop());
  const ruleCosts = new RuleCosts();
  const scanning = measuringRules(
    createScanning({
      thread: new URL('scan-thread.ts', import.meta.url),
      countsPlaceholders: config.countsPlaceholders,
    }),
    ruleCosts,
  );
  made.defer(() => scanning.stop());
  const tokens = createTokenCounting({ thread: new URL('count-thread.ts', import.meta.url) });
  made.defer(() => tokens.stop());
  const external = createExternalPath({ egressProxy: config.egressProxy });
  made.defer(() => external.close());
  const { secureHosts: hosts, secureCidrs: cidrs } = config;
  const secure = createSecurePath({ hosts, cidrs, ...(await readSecureTls(config)) });
  made.defer(() => secure.close());
  const isSecureHost: SecureHostAllowed = (url) => secureHostAllowed(url, { hosts, cidrs });
  const providerAccess: ProviderAccess = {
    paths: { external, secure },
    secureHostAllowed: isSecureHost,
    vault: credentialVault,
    environment: process.env,
  };
  const drift = startDriftChecks({ pool, access: providerAccess, everyS: config.driftCheckS, log });
  made.defer(() => drift.stop());
  const metrics = createMetrics(measuredParts({ journal, policy, reports, retention, drift }));
  const isEpochKnown = (): boolean => epoch.isConfirmed(config.snapshotAgeMaxMs);
  const whyNoPolicy = (): string | null =>
    policy.state.reason ?? (isEpochKnown() ? null : 'it is not known what was erased');
  const gateway: Gateway = {
    // Whoever does not know what was erased might refer to it: that counts as having no policy.
    policy: { current: () => (isEpochKnown() ? policy.current() : null) },
    journal,
    payloads: createPayloadStore(sealer, epoch, isEpochKnown),
    paths: { external, secure },
    conversations: createConversations(
      () => secrets.current?.index ?? null,
      (scope, toolCallIds, fingerprints) => findLinks(pools.links, scope, toolCallIds, fingerprints),
    ),
    signatures: createThoughtSignatures(),
    seals: createSeals(),
    pins,
    limits,
    spending: createKeySpendings(pools.usage),
    scanning,
    tokens,
    strangers,
    metrics,
    log,
    bodyBytesMax: config.bodyBytesMax,
    isDraining: false,
  };
  const dataPlane = createDataPlane(gateway, clientAddressReader(config.trustedProxies));

  const priceCorrections = startPriceCorrections({ pool: pools.corrections, journal, log });
  made.defer(() => priceCorrections.stop());

  const accessLog = createAccessLog(journal, sealer, () => epoch.current);
  const backtests = startBacktests(databaseUrl, { pool, opener, costs: ruleCosts, fingerprints, accessLog, log });
  made.defer(() => backtests.stop());

  let agentsAt: string | null = null;
  const { openId } = config;
  const company = openId && {
    ...openId,
    admit: (claims: CompanyClaims) => admitFromCompany(pool, openId, claims),
  };
  const signer = () => secrets.current?.signing ?? null;
  const verifications = startVerifications({ databaseUrl, masterKeys, signer, pool, accessLog, log });
  made.defer(() => verifications.stop());

  const admin = createAdminServer({
    pool,
    exportPool: pools.exports,
    searchPool: pools.searches,
    indexKey: () => secrets.current?.index ?? null,
    accessLog,
    signing: signer,
    publicKey: () => signer()?.publicKey ?? null,
    opener,
    log,
    adminToken: config.adminToken,
    publicUrl: config.publicUrl,
    agentUrl: config.agentUrl,
    agents: () => ({ origin: agentsAt, isShared: config.admin === null }),
    journalState: () => journal.state,
    signIn: onceThere(
      () => secrets.current,
      ({ index }) => createSignIn({ pool, sharedKey: index, publicUrl: config.publicUrl, log, company }),
    ),
    openId: config.openId,
    boundHost: config.admin?.host ?? config.host,
    trustedProxies: config.trustedProxies,
    credentialLimits: { environmentNames: new Set(config.credentialEnv), directory: config.credentialDir },
    reportTimeZone: config.reportTimeZone,
    secureHostAllowed: isSecureHost,
    providerAccess,
    bodyBytesMax: config.bodyBytesMax,
    webhookHosts: config.webhookHosts,
    scanning,
    ruleCosts,
    fingerprints,
    backtests,
    verifications,
    recordState: recordStateReader(journal, reports, retention),
    environment: environmentShown(process.env),
    version,
  });
  made.defer(() => admin.close());
  const door = createFrontDoor({
    dataPlane,
    answerApi: await adminHandler(admin),
    metrics,
    readiness: () =>
      readinessOf(gateway, whyNoPolicy(), [...noticesOf(policy.state), ...reports.notices(), ...retention.notices()]),
    log,
  });

  const tls = config.tls && {
    cert: await readFile(config.tls.cert, 'utf8'),
    key: await readFile(config.tls.key, 'utf8'),
  };
  const main = await listen({
    host: config.host,
    port: config.port,
    variable: 'TOLLGATE_PORT',
    tls,
    handler: config.admin ? door.agents : door.everybody,
    onUpgrade: (request, socket) => dataPlane.refuseUpgrade(request, socket),
  });
  agentsAt = main.origin;
  // Calls that were cut off settle before what they use is closed.
  made.defer(async () => void (await dataPlane.idle(settleMs)));
  made.defer(() => main.close());
  const own =
    config.admin &&
    (await listen({ ...config.admin, variable: 'TOLLGATE_ADMIN_PORT', tls, handler: door.administrators }));
  if (own) made.defer(() => own.close());
  made.defer(async () => {
    gateway.isDraining = true;
    main.stopAccepting();
    own?.stopAccepting();
    const left = await dataPlane.idle(config.drainMs);
    if (left > 0) log.warn({ calls: left }, 'calls were still running when the time to drain was over');
  });
  return { origin: main.origin, adminOrigin: (own ?? main).origin };
}
