import type { Actor } from '../actor.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { type RecordAccess, recordedRequest } from '../recorded-request.ts';
import { invalid } from '../refuse.ts';

/** The text at a place of a recorded request; that its payload was opened is logged. @throws AdministrationRefusal */
export async function recordedText(
  access: RecordAccess,
  actor: Actor,
  { request_id, place }: { readonly request_id: string; readonly place: string },
): Promise<string> {
  assertAdministrator(actor);
  const { request } = await recordedRequest(access, actor, request_id, 'reviewed_text');
  const text = request.texts.find((one) => one.place === place);
  if (!text) throw invalid('place', 'holds no text in this request');
  return text.value;
}
