import type { PayloadPart } from '../server/src/audit/events.ts';
import { composeBody } from '../server/src/audit/payloads/compose.ts';
import { KnownContent } from '../server/src/audit/payloads/known-content.ts';
import { bytesOf, readBody } from '../server/src/audit/payloads/rebuild.ts';
import { readRequest } from '../server/src/journey/read-body.ts';
import { chatSurface } from '../server/src/providers/openai/surface.ts';
import { isRefusal } from '../server/src/journey/refusal.ts';
import { piecesOf, type RequestPieces } from '../server/src/journey/request-pieces.ts';
import { bodyOf, filesOf } from './agent-requests.ts';
import { checkLinks } from './check-agent-links.ts';

/**
 * Holds sessions, traces and the payload store against real agents' requests, which are not part of the repository:
 *   node scripts/check-agent-requests.ts DATA_FOLDER
 * What belongs together must link although no header says so, and nothing else; every body must come back byte for byte.
 */
const failures = [...(await checkLinks()), ...(await checkBodies())];
for (const failure of failures) console.error(`FAIL ${failure}`);
process.exitCode = failures.length > 0 ? 1 : 0;

/** Requests of the other protocols are stored too, only less finely. */
function piecesIn(body: Buffer): RequestPieces {
  const request = readRequest(body, chatSurface);
  return isRefusal(request) ? { pieces: [], turn: [] } : piecesOf(request, body, null);
}

async function checkBodies(): Promise<string[]> {
  const failed: string[] = [];
  let bytes = 0;
  let stored = 0;
  let bodies = 0;
  for (const agent of ['openclaw', 'opencode']) {
    const known = new KnownContent();
    const contents = new Map<string, readonly PayloadPart[]>();
    const place = { userId: 'usr_1', week: 1, epoch: 0 };
    for (const file of filesOf(agent)) {
      const body = bodyOf(agent, file);
      const requestId = `req_${file}`;
      const composed = composeBody(known, { requestId, body, place, sessionId: agent, ...piecesIn(body) });
      known.remember(place, agent, composed.known, composed.ownPieces);
      contents.set(requestId, composed.parts);
      const open = async (): Promise<typeof contents> => contents;
      const recorded = await readBody(requestId, open);
      const again = recorded && (await bytesOf(recorded.extents, open));
      if (!again?.equals(body)) failed.push(`${agent}/${file} does not come back byte for byte`);
      bytes += body.length;
      stored += composed.parts.reduce((sum, part) => sum + part.bytes.length, 0);
      bodies++;
    }
  }
  console.log(`${bodies} bodies of ${bytes} bytes come back from ${stored} bytes`);
  return failed;
}
