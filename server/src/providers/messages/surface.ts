import { messagesTexts } from '../answer-texts/messages-texts.ts';
import type { Surface } from '../surface.ts';
import { messagesErrors } from './errors.ts';
import { promptFromMessages } from './prompt-from-messages.ts';
import { readCountTokensRequest, readMessagesRequest } from './read-request.ts';
import { writeMessageBody } from './write-body.ts';
import { createMessageStreamWriter } from './write-stream.ts';

/** `POST /v1/messages`. */
export const messagesSurface: Surface = {
  endpoint: 'messages',
  protocol: 'anthropic',
  readRequest: readMessagesRequest,
  errors: messagesErrors,
  answerTexts: messagesTexts,
  conversion: {
    toPrompt: promptFromMessages,
    writeBody: writeMessageBody,
    writeStream: createMessageStreamWriter,
  },
};

/** `POST /v1/messages/count_tokens`. */
export const countTokensSurface: Surface = {
  endpoint: 'messages.count_tokens',
  protocol: 'anthropic',
  readRequest: readCountTokensRequest,
  errors: messagesErrors,
  answerTexts: null,
  conversion: null,
};
