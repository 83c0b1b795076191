import { insertAnswerEntry, insertPinEntry } from '../../pins/pins.queries.ts';
import { eventsOf, type Projection } from '../batch.ts';

/**
 * Pins that their process could not enter itself. What tells the texts of their calls is not in the journal, so until
 * the process that knows it enters it, such a pin counts for the whole instance.
 */
export const projectPins: Projection = async (content) => {
  const opens = eventsOf(content, 'open').filter(({ head }) => head.pin !== undefined);
  const settles = eventsOf(content, 'settle').filter(({ head }) => head.pin !== undefined);
  if (opens.length === 0 && settles.length === 0) return null;
  return async (client) => {
    for (const { head } of opens) {
      const { pin, user, trace_id: traceId, session_id: sessionId } = head;
      if (!pin || !user || traceId === null || sessionId === null) continue;
      await insertPinEntry(client, {
        pin: {
          id: pin.id,
          kind: pin.kind,
          requestId: pin.request_id,
          rule: pin.rule,
          expiresAtMs: Date.parse(pin.expires_at),
        },
        userId: user.id,
        instanceId: head.instance?.id ?? '',
        requestId: head.request_id,
        part: 'request',
        traceId,
        sessionId,
        marks: null,
      });
    }
    for (const { head } of settles) if (head.pin) await insertAnswerEntry(client, head.pin, head.request_id);
  };
};
