import type { FinishReason } from '../interchange/answer.ts';

const filters = new Set([
  'SAFETY',
  'RECITATION',
  'PROHIBITED_CONTENT',
  'BLOCKLIST',
  'SPII',
  'LANGUAGE',
  'MODEL_ARMOR',
  'IMAGE_SAFETY',
  'IMAGE_PROHIBITED_CONTENT',
  'IMAGE_RECITATION',
]);

/**
 * What `Candidate.finishReason` says (ai.google.dev/api/generate-content#FinishReason). Null for all that is no end of an
 * answer but a failure to give one (`MALFORMED_FUNCTION_CALL`, `OTHER`, …).
 */
export function finishReasonOf(reason: string, hasCalls: boolean): FinishReason | null {
  if (reason === 'STOP') return hasCalls ? 'tool_calls' : 'stop';
  if (reason === 'MAX_TOKENS') return 'length';
  return filters.has(reason) ? 'filtered' : null;
}
