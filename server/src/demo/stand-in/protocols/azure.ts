import { refuse } from '../failure.ts';
import type { Behaviour } from '../behaviour.ts';
import type { StandInCall } from '../call.ts';
import { type JsonObject, objectsIn } from '../json.ts';
import { chat } from './chat.ts';
import type { Protocol } from './protocol.ts';

const safe = { filtered: false, severity: 'safe' };
const results = { hate: safe, self_harm: safe, sexual: safe, violence: safe };
const promptFilter = { prompt_filter_results: [{ prompt_index: 0, content_filter_results: results }] };

/** Azure's `/openai/…`: a key in `api-key` or a token, and a filter that speaks up. @throws Refused */
export function checkAzure({ path, headers }: StandInCall, behaviour: Behaviour): void {
  if (headers['api-key'] === undefined && headers.authorization === undefined) {
    const message = 'Access denied due to invalid subscription key or wrong API endpoint.';
    refuse(message, { status: 401, code: '401', type: null });
  }
  if (path.startsWith('/openai/deployments/') && !new URL(path, 'http://x').searchParams.has('api-version')) {
    refuse('Resource not found', { status: 404, code: '404', type: null });
  }
  if (behaviour.filtersPrompt === true) refuseByFilter();
}

function refuseByFilter(): never {
  refuse("The response was filtered due to the prompt triggering Azure OpenAI's content management policy.", {
    type: null,
    code: 'content_filter',
    param: 'prompt',
    innererror: {
      code: 'ResponsibleAIPolicyViolation',
      content_filter_result: { ...results, violence: { filtered: true, severity: 'medium' } },
    },
  });
}

/** Chat completions of a deployment: OpenAI's, with what the filter found. */
export const azureChat: Protocol = {
  ...chat,
  check(call, behaviour) {
    checkAzure(call, behaviour);
    chat.check(call, { ...behaviour, strict: behaviour.strict ?? true });
  },
  body(reply, behaviour, call) {
    const plain = chat.body(reply, behaviour, call);
    const choices = objectsIn(plain['choices']).map((choice) => ({ ...choice, content_filter_results: results }));
    return { ...plain, choices, ...promptFilter };
  },
  stream: (reply, behaviour, call) => [{ data: firstChunk(), isPiece: false }, ...chat.stream(reply, behaviour, call)],
};

/** Azure says what its filter thinks of the prompt before anything else, in a chunk without an id or choices. */
function firstChunk(): JsonObject {
  return { choices: [], created: 0, id: '', model: '', object: '', ...promptFilter };
}
