import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from '../platform/logger.ts';
import { answerConsoleFile } from './console-files.ts';
import type { DataPlane } from './data-plane/data-plane.ts';
import type { PublishedMetrics } from './metrics.ts';
import { type Readiness, answerHealth, answerMetrics } from './operations.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export interface FrontDoorParts {
  readonly dataPlane: DataPlane;
  /** Everything below `/api/`. */
  readonly answerApi: Handler;
  readonly metrics: PublishedMetrics;
  readonly readiness: () => Readiness;
  readonly log: Logger;
}

/** Who answers what: agents reach the data plane and the health checks; the rest is for people who administer. */
export interface FrontDoor {
  /** Of a listener for agents alone. */
  readonly agents: Handler;
  /** Of a listener for administrators alone. */
  readonly administrators: Handler;
  /** Of a listener that both share. */
  readonly everybody: Handler;
}

export function createFrontDoor(parts: FrontDoorParts): FrontDoor {
  const { dataPlane, readiness, log } = parts;
  const administrators: Handler = (request, response) => {
    answerAdministrators(request, response, parts).catch((error: unknown) => {
      log.error({ error }, 'a request of the admin side failed');
      response.destroy();
    });
  };
  return {
    agents(request, response) {
      if (!answerHealth(pathOf(request), response, readiness)) dataPlane.handle(request, response);
    },
    administrators,
    everybody(request, response) {
      if (dataPlane.owns(pathOf(request))) dataPlane.handle(request, response);
      else administrators(request, response);
    },
  };
}

async function answerAdministrators(
  request: IncomingMessage,
  response: ServerResponse,
  { readiness, metrics, answerApi }: FrontDoorParts,
): Promise<void> {
  const path = pathOf(request);
  if (answerHealth(path, response, readiness)) return;
  if (path === '/metrics') return answerMetrics(response, metrics);
  if (request.method === 'GET' && (await answerConsoleFile(request, path, response))) return;
  answerApi(request, response);
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?', 1)[0] ?? '/';
}
