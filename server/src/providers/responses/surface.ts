import { responsesTexts } from '../answer-texts/responses-texts.ts';
import type { Surface } from '../surface.ts';
import { responsesErrors } from './errors.ts';
import { promptFromResponses } from './prompt-from-responses.ts';
import { readResponsesRequest } from './read-request.ts';
import { createResponsesStreamWriter, writeResponse } from './write-answer.ts';

/** `POST /v1/responses`. */
export const responsesSurface: Surface = {
  endpoint: 'responses',
  protocol: 'openai',
  readRequest: readResponsesRequest,
  errors: responsesErrors,
  answerTexts: responsesTexts,
  conversion: {
    toPrompt: promptFromResponses,
    writeBody: writeResponse,
    writeStream: createResponsesStreamWriter,
  },
};
