import { chatTexts } from '../answer-texts/chat-texts.ts';
import type { Surface } from '../surface.ts';
import { readChatRequest } from './chat-request.ts';
import { openAiErrors } from './errors.ts';
import { promptFromChat } from './prompt-from-chat.ts';
import { createChatStreamWriter } from './write-answer.ts';
import { writeCompletion } from './write-completion.ts';

/** `POST /v1/chat/completions`. */
export const chatSurface: Surface = {
  endpoint: 'chat.completions',
  protocol: 'openai',
  readRequest: readChatRequest,
  errors: openAiErrors,
  answerTexts: chatTexts,
  conversion: { toPrompt: promptFromChat, writeBody: writeCompletion, writeStream: createChatStreamWriter },
};
