import { writeFile } from 'node:fs/promises';
import { googleWire } from '../server/src/providers/google/wire.ts';
import type { CarryTable, Fate, OtherThing } from '../server/src/providers/interchange/losses.ts';
import type { OptionName, Part } from '../server/src/providers/interchange/prompt.ts';
import { messagesWire } from '../server/src/providers/messages/wire.ts';
import { ollamaWire } from '../server/src/providers/ollama/wire.ts';
import { compatibleTable, openAiTable } from '../server/src/providers/openai/chat-carry-table.ts';
import type { Wire } from '../server/src/providers/wire.ts';

/** How callers write each thing, in the order of the document. */
const partNames: Readonly<Record<Part['kind'], string>> = {
  text: 'text',
  image: 'images',
  audio: 'audio',
  file: 'files and documents',
  thinking: "thinking: `thinking` blocks, `reasoning_content`, Gemini's thoughts",
  sealed_reasoning: 'reasoning that only its maker can open: `redacted_thinking`, `encrypted_content`',
  refusal: "the assistant's refusals",
  tool_call: 'tool calls',
  tool_result: 'tool results',
  other: 'parts of types that the gateway does not know',
};

const otherNames: Readonly<Record<OtherThing, string>> = {
  cacheControl: '`cache_control` marks',
  citations: 'what an earlier text cites: `citations`, `annotations`',
  participantName: '`name` of a message',
  imageDetail: '`detail` of an image',
  strictTools: '`strict` of a function',
  otherTools: 'hosted and custom tools, which are no functions',
  resultIsError: '`is_error` of a tool result',
  mediaByUrl: 'images and files by their address',
  mediaByFileId: 'images and files by an id that a provider gave',
  mediaInToolResult: 'images and files in a tool result',
  unknownMember: 'members of the body that the gateway does not know',
  unknownPartMember: 'members of messages, parts and tools that the gateway does not know',
};

const optionTitles: Readonly<Record<OptionName, string>> = {
  maxTokens: '`max_tokens`, `max_completion_tokens`, `max_output_tokens`',
  temperature: '`temperature`',
  topP: '`top_p`',
  topK: '`top_k`',
  minP: '`min_p`',
  seed: '`seed`',
  stop: '`stop`, `stop_sequences`',
  presencePenalty: '`presence_penalty`',
  frequencyPenalty: '`frequency_penalty`',
  logitBias: '`logit_bias`',
  logprobs: '`logprobs`',
  topLogprobs: '`top_logprobs`',
  choices: '`n` over 1',
  format: '`response_format`, `text.format`, `output_config.format`',
  reasoningEffort: '`reasoning_effort`, `reasoning.effort`, `output_config.effort`',
  reasoningBudget: '`thinking.budget_tokens`',
  reasoningAdaptive: '`thinking` of type `adaptive`',
  reasoningSummary: '`reasoning.summary`',
  encryptedReasoning: '`include: ["reasoning.encrypted_content"]`',
  parallelToolCalls: '`parallel_tool_calls`, `disable_parallel_tool_use`',
  verbosity: '`verbosity`, `text.verbosity`',
  serviceTier: '`service_tier`',
  user: '`user`, `safety_identifier`, `metadata.user_id`',
  metadata: '`metadata`',
  store: '`store`',
  promptCacheKey: '`prompt_cache_key`',
  promptCacheRetention: '`prompt_cache_retention`',
  prediction: '`prediction`',
  modalities: '`modalities` beside text',
  audio: '`audio`',
  webSearch: '`web_search_options`',
  truncation: '`truncation`',
  contextManagement: '`context_management`',
};

const columns: readonly (readonly [string, CarryTable])[] = [
  ['OpenAI chat', openAiTable],
  ['compatible chat', compatibleTable],
  ['Anthropic messages', tableOf(messagesWire)],
  ['Google Gemini', tableOf(googleWire)],
  ['Ollama', tableOf(ollamaWire)],
];

const words: Readonly<Record<Fate, string>> = { carried: 'yes', dropped: 'left out', refused: '**400**' };

/** `docs/reference/conversions.md`, made of the tables that the converters themselves work by. */
export function conversionDocument(): string {
  return [
    introduction,
    section('The conversation', 'part', partNames, ({ parts }) => parts),
    section('Marks and details', 'detail', otherNames, ({ others }) => others),
    section('What else a request asks for', 'member', optionTitles, ({ options }) => options),
    closing,
  ].join('\n');
}

function section<Name extends string>(
  title: string,
  first: string,
  names: Readonly<Record<Name, string>>,
  of: (table: CarryTable) => Readonly<Record<Name, Fate>>,
): string {
  const head = [
    `## ${title}`,
    '',
    row([first, ...columns.map(([name]) => name)]),
    `|${'---|'.repeat(columns.length + 1)}`,
  ];
  const rows = Object.entries<string>(names).map(([name, said]) =>
    row([said, ...columns.map(([, table]) => words[of(table)[name as Name]])]),
  );
  return [...head, ...rows, ''].join('\n');
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function tableOf(wire: Wire): CarryTable {
  if (wire.conversion === null) throw new Error(`${wire.name} converts nothing`);
  return wire.conversion.table;
}

const introduction = `# What is carried over when a call changes its protocol

A request goes to its provider as it was written wherever both speak the same protocol; only the model's name, redactions and
the question for usage are changed. Where they speak different ones, the gateway writes the request anew. This page says what
becomes of each thing then. It is made by \`npm run docs:conversions\` of the tables that the converters work by.

- *yes*: the other protocol has a word for it. A single value may have none: then the call is refused, or the nearest value
  is sent and the record says so.
- *left out*: the answer means the same without it. The explanation of the call in the record names the fields that were left out.
- **400**: the answer would mean something else. The call is refused with \`conversion_impossible\`, and \`param\` names the field.

Columns are what the provider speaks; callers speak OpenAI's chat completions, its responses, or Anthropic's messages. "Compatible
chat" stands for providers of protocol \`openai-compatible\`: some of them answer 400 to hints that OpenAI takes. No request is
written in the words of the responses API: providers that speak it speak chat completions too.
`;

const closing = `## How some things are said in other words

- **System messages** stay where they stand for chat and Ollama; for Anthropic and Gemini they join the system prompt.
- **Neighbouring messages of one role** become one for Anthropic and Gemini; for chat, an assistant's calls join what it said.
- **Hosted tools** of the responses API (\`web_search\`, …) are offers: beside functions they are left out, alone they are refused.
- **Thinking** goes back only to whose model thought it: Anthropic's signed blocks to Anthropic, Gemini's to Gemini. Plain words that
  nobody signed (\`reasoning_content\`) go to Ollama.
- **Files** for chat and Gemini are their bytes, for Anthropic PDF or text, for Ollama text alone.
- **Tool call ids** keep their text wherever the other protocol takes it, otherwise they become \`call_\` and 32 hexadecimal digits,
  always the same ones, so that a call and its result match.
- **Images and files in a tool result** follow in a user message for chat, under the line "Of the result of tool call …:".
- **A budget for reasoning** becomes an effort where there are no budgets. For chat: 0 tokens \`none\`, up to 1,024 \`low\`, up to 8,192
  \`medium\`, more \`high\` (the thresholds of Google's compatible endpoint). \`max\` becomes \`xhigh\` for OpenAI; both become
  \`high\` for compatible servers. Elsewhere the nearest that the model takes is sent, and the record says so.
- **Several texts in one message** stay apart; for compatible servers they are joined by an empty line.
- **A schema without a name** is called \`answer\`, since OpenAI wants one.

## Answers

Words, thinking, refusals, tool calls, usage and the reason for the end come back in the caller's protocol, in the pieces in
which they came. What has no place there is left out: signatures and encrypted reasoning for chat callers, and citations of
documents (chat knows citations of addresses only). Gemini's thought signatures travel to chat callers as
\`tool_calls[].extra_content.google.thought_signature\`, and are remembered for callers that do not send them back.
A reason of which a protocol has no word becomes the nearest one: Anthropic's \`refusal\` is \`content_filter\` in chat, unless the
model said in words why (then \`stop\`, with the words in \`refusal\`); \`pause_turn\` is \`stop\`.
`;

if (import.meta.main) {
  await writeFile(new URL('../docs/reference/conversions.md', import.meta.url), conversionDocument());
}
