import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type pg from 'pg';
import { openJournal } from './audit/journal/open-journal.ts';
import { startRecovery } from './audit/shipper/recovery.ts';
import { startShipper } from './audit/shipper/start-shipper.ts';
import { findToolCall } from './audit/search/tool-calls.queries.ts';
import { credentialResolver } from './catalog/credentials.ts';
import { createPolicySource } from './catalog/policy-source.ts';
import type { Config } from './config/config.ts';
import { version } from './config/version.ts';
import { createPool } from './database/pool.ts';
import { adminHandler } from './http/admin/admin-handler.ts';
import { createAdminServer } from './http/admin/create-admin-server.ts';
import { clientAddressReader } from './http/client-address.ts';
import { answerConsoleFile } from './http/console-files.ts';
import { createDataPlane } from './http/data-plane/data-plane.ts';
import { type Listener, listen } from './http/listen.ts';
import { createMetrics } from './http/metrics.ts';
import { type Readiness, answerHealth, answerMetrics } from './http/operations.ts';
import type { Gateway } from './journey/gateway.ts';
import { createStrangers } from './journey/strangers.ts';
import { createToolCallLinks } from './journey/tool-call-links.ts';
import type { Logger } from './platform/logger.ts';
import { createExternalPath, createSecurePath } from './providers/upstream/create-path.ts';
import { secureHostAllowed } from './providers/upstream/secure-host-allowed.ts';
import { compileRules } from './risk/compile.ts';

/** A running gateway process. */
export interface App {
  readonly origin: string;
  /** The same as `origin` when one port is shared. */
  readonly adminOrigin: string;
  /** Refuses new calls, lets running ones finish within the configured time, and brings the record home. */
  close(): Promise<void>;
}

/**
 * The composition root: every long-lived object of a gateway process is made here, once, and put together.
 *
 * @param databaseUrl a PostgreSQL that is migrated
 * @throws CannotListen, or the file system's error when the journal's folder cannot be used
 */
export async function startApp(config: Config, databaseUrl: string, log: Logger): Promise<App> {
  const pool = createPool(databaseUrl, { max: 8, applicationName: 'tollgate', statementTimeoutMs: 10_000 });
  const links = createPool(databaseUrl, {
    max: 2,
    applicationName: 'tollgate links',
    statementTimeoutMs: 100,
    connectTimeoutMs: 100,
  });
  const journal = await openJournal({
    root: config.journalDir,
    bytesMax: Math.floor(config.journalBytesMax / config.workers),
    log,
  });
  const policy = createPolicySource({
    url: databaseUrl,
    ageMaxMs: config.snapshotAgeMaxMs,
    credentials: credentialResolver(process.env),
    compileRules,
    log,
  });
  await policy.start();
  const shipper = startShipper({ databaseUrl, journal, log });
  const recovery = startRecovery({ root: config.journalDir, databaseUrl, journal, log });

  const metrics = createMetrics({
    journalBytes: () => journal.state.bytes,
    backlogEvents: () => journal.state.backlogEvents,
    snapshotVersion: () => policy.current()?.version ?? 0,
  });
  const gateway: Gateway = {
    policy,
    journal,
    paths: {
      external: createExternalPath({ egressProxy: config.egressProxy }),
      secure: createSecurePath({
        hosts: config.secureHosts,
        cidrs: config.secureCidrs,
        ...(await readSecureTls(config)),
      }),
    },
    links: createToolCallLinks((scope, ids) => findTrace(links, scope, ids)),
    strangers: createStrangers(journal),
    metrics,
    log,
    bodyBytesMax: config.bodyBytesMax,
    isDraining: false,
  };
  const dataPlane = createDataPlane(gateway, clientAddressReader(config.trustedProxies));

  const admin = createAdminServer({
    pool,
    log,
    adminToken: config.adminToken,
    publicUrl: config.publicUrl,
    boundHost: config.admin?.host ?? config.host,
    trustedProxies: config.trustedProxies,
    credentialLimits: { environmentNames: new Set(config.credentialEnv), directory: config.credentialDir },
    secureHostAllowed: (url) => secureHostAllowed(url, { hosts: config.secureHosts, cidrs: config.secureCidrs }),
    bodyBytesMax: config.bodyBytesMax,
    version,
  });
  const answerApi = await adminHandler(admin);

  const readiness = (): Readiness => {
    const reasons: string[] = [];
    if (gateway.isDraining) reasons.push('shutting down');
    if (!policy.current()) reasons.push(policy.state.reason ?? 'no policy is loaded');
    if (!journal.state.writable) reasons.push(journal.state.reason ?? 'the journal cannot be written');
    return { isReady: reasons.length === 0, reasons };
  };
  const answerAdmin = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = pathOf(request);
    if (answerHealth(path, response, readiness)) return;
    if (path === '/metrics') return answerMetrics(response, metrics);
    if (request.method === 'GET' && (await answerConsoleFile(path, response))) return;
    answerApi(request, response);
  };
  const answerOthers = (request: IncomingMessage, response: ServerResponse): void => {
    answerAdmin(request, response).catch((error: unknown) => {
      log.error({ error }, 'a request of the admin side failed');
      response.destroy();
    });
  };

  const tls = config.tls && {
    cert: await readFile(config.tls.cert, 'utf8'),
    key: await readFile(config.tls.key, 'utf8'),
  };
  const listeners: Listener[] = [];
  const main = await listen({
    host: config.host,
    port: config.port,
    tls,
    onUpgrade: (request, socket) => dataPlane.refuseUpgrade(request, socket),
    handler(request, response) {
      const path = pathOf(request);
      if (dataPlane.owns(path)) dataPlane.handle(request, response);
      else if (config.admin === null) answerOthers(request, response);
      else if (!answerHealth(path, response, readiness)) dataPlane.handle(request, response);
    },
  });
  listeners.push(main);
  if (config.admin) {
    listeners.push(await listen({ host: config.admin.host, port: config.admin.port, tls, handler: answerOthers }));
  }

  return {
    origin: main.origin,
    adminOrigin: (listeners[1] ?? main).origin,
    async close() {
      gateway.isDraining = true;
      for (const listener of listeners) listener.stopAccepting();
      const left = await dataPlane.idle(config.drainMs);
      if (left > 0) log.warn({ calls: left }, 'calls were still running when the time to drain was over');
      await Promise.all(listeners.map((listener) => listener.close()));
      gateway.strangers.stop();
      await recovery.stop();
      await policy.stop();
      await admin.close();
      await Promise.all([gateway.paths.external.close(), gateway.paths.secure.close()]);
      await journal.close();
      await shipper.stop();
      await Promise.all([pool.end(), links.end()]);
    },
  };
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?', 1)[0] ?? '/';
}

/** The trace that issued one of these tool calls, by the database; null when it does not answer at once. */
async function findTrace(pool: pg.Pool, scope: string, ids: readonly string[]): Promise<string | null> {
  const [userId = '', instanceId = ''] = scope.split('\n');
  const link = await findToolCall(pool, { userId, instanceId: instanceId || null, ids }).catch(() => null);
  return link?.traceId ?? null;
}

async function readSecureTls(config: Config): Promise<{ ca?: string; cert?: string; key?: string }> {
  const { ca, cert, key } = config.secureTls;
  return {
    ...(ca === null ? {} : { ca: await readFile(ca, 'utf8') }),
    ...(cert === null ? {} : { cert: await readFile(cert, 'utf8') }),
    ...(key === null ? {} : { key: await readFile(key, 'utf8') }),
  };
}
