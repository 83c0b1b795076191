import { Losses, loseWhatIsNotCarried } from '../interchange/losses.ts';
import type { Prompt, Turn } from '../interchange/prompt.ts';
import type { ConvertedRequest, RequestContext } from '../wire.ts';
import { googleTable } from './carry-table.ts';
import type { GooglePart } from './content.ts';
import { contentsFromTurns } from './contents-from-turns.ts';
import { functionTools } from './function-tools.ts';
import { generationConfig } from './generation-config.ts';

export const googleTitle = 'Google Gemini';

/**
 * Writes a request for `generateContent` and `streamGenerateContent` (ai.google.dev/api/generate-content).
 * @throws CannotCarry
 */
export function writeGoogleRequest(prompt: Prompt, context: RequestContext): ConvertedRequest {
  const losses = new Losses(googleTitle, googleTable);
  loseWhatIsNotCarried(prompt, losses);
  const system = systemParts(prompt.turns, losses);
  const { contents, hasUnsignedCall } = contentsFromTurns(prompt.turns, context, losses);
  const config = generationConfig(prompt.options, context.providerModel, losses);
  // There is no request without contents: the system's words are all that is asked then.
  const asked = contents.length === 0 && system.length > 0 ? [{ role: 'user', parts: system }] : contents;
  const body = {
    ...(system.length === 0 || asked !== contents ? {} : { systemInstruction: { parts: system } }),
    contents: asked,
    ...functionTools(prompt, losses),
    ...(Object.keys(config).length === 0 ? {} : { generationConfig: config }),
  };
  return { body, notices: [...losses.notices(), ...(hasUnsignedCall ? [unsignedNotice] : [])] };
}

const unsignedNotice =
  'A tool call without a thought signature was sent with the value that Google has for calls of other models.';

/** All of the system's turns, wherever they stand: Gemini has one place for them, for words alone. */
function systemParts(turns: readonly Turn[], losses: Losses): GooglePart[] {
  const parts = turns.filter(({ role }) => role === 'system').flatMap((turn) => turn.parts);
  return parts.flatMap((part) => {
    if (part.kind !== 'text') return losses.refuse(part.place);
    return part.text === '' ? [] : [{ text: part.text }];
  });
}
