import { type Cost, money, type Usage } from '@tollgate/contract';
import { priceCall } from '../../cost/price.ts';
import type { GovernedRequest } from '../../providers/request/governed-request.ts';
import type { Call } from '../call.ts';
import type { Forwarded } from '../decide.ts';

/** What a call may use at most, as far as that can be told before it is made. */
export interface UpperEstimate {
  readonly tokens: number;
  /** Null where the model has no price in force. */
  readonly cost: Pick<Cost, 'currency' | 'amount'> | null;
}

/** Prose takes a token for four bytes, other scripts one for three. */
const bytesPerToken = 3;
/** What an answer is taken to be where the caller sets no bound. */
const outputTokensDefault = 4096;
/** A long text without a blank is an image or a file: it takes what a large image does, however many its bytes are. */
const blobUnitsMin = 4096;
const blobTokens = 2000;

const bounds = new Set(['max_tokens', 'max_completion_tokens', 'max_output_tokens']);

/** Prompt by its bytes, answer by the bound that the request sets; priced as if all of the prompt were the dearest class. */
export function upperEstimate(call: Call, request: GovernedRequest, { model, route }: Forwarded): UpperEstimate {
  const prompt = promptTokens(request);
  const output = call.surface.endpoint === 'embeddings' ? 0 : outputTokens(request);
  const { at } = call.draft.head;
  const read = priceCall(usageOf(prompt, 0, output), model.prices, at, route);
  const written = priceCall(usageOf(0, prompt, output), model.prices, at, route);
  const dearer = read && written && isMore(written.amount, read.amount) ? written : read;
  return { tokens: prompt + output, cost: dearer };
}

function promptTokens({ text, texts }: GovernedRequest): number {
  let units = text.length;
  let blobs = 0;
  for (const { value } of texts) {
    if (value.length < blobUnitsMin || /\s/.test(value.slice(0, blobUnitsMin))) continue;
    units -= value.length;
    blobs++;
  }
  return Math.ceil(Math.max(0, units) / bytesPerToken) + blobs * blobTokens;
}

function outputTokens({ root, text }: GovernedRequest): number {
  let bound: number | null = null;
  let choices = 1;
  for (const { key, kind, start, end } of root.children) {
    if (kind !== 'number' || key === null) continue;
    if (bounds.has(key)) bound = Math.max(bound ?? 0, Number(text.slice(start, end)));
    if (key === 'n') choices = Number(text.slice(start, end));
  }
  const tokens = Math.ceil((bound ?? outputTokensDefault) * Math.max(1, choices));
  return Number.isSafeInteger(tokens) && tokens >= 0 ? Math.min(tokens, 1_000_000_000) : outputTokensDefault;
}

function usageOf(input: number, cache_write: number, output: number): Usage {
  const prompt = input + cache_write;
  const totals = { prompt, completion: output, total: prompt + output, estimated: true };
  return { input, cached_input: 0, cache_write, output, reasoning: 0, ...totals, units: { request: 1 } };
}

function isMore(a: string, b: string): boolean {
  return money.compare(money.decimal(a), money.decimal(b)) > 0;
}
