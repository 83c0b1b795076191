import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import type { Forwarded } from '../../src/journey/decide.ts';
import type { JsonNode } from '../../src/platform/json-tree.ts';
import type { GovernedRequest } from '../../src/providers/request/governed-request.ts';
import type { Hit } from '../../src/risk/rule-set.ts';
import { compose, model, target } from '../journey/made-up.ts';

export type Body = Record<string, unknown>;

/** Composes the request and compares it with the same changes made to its value. @returns what is sent */
export function checkOutgoing(
  value: Body,
  text: string,
  request: GovernedRequest,
  hits: readonly Hit[],
  injectUsage: boolean,
): string {
  const received = Buffer.from(text);
  const governedModel = model('x', { providerModel: 'provider "model" 😀', upstream: { ...target, injectUsage } });
  const decision: Forwarded = {
    kind: 'forward',
    decision: 'redacted',
    model: governedModel,
    route: 'external',
    redact: hits,
    explanation: [],
  };
  const { body: sent, difference } = compose(received, request, decision);

  const expected = redactedValue(value, request, hits);
  expected['model'] = 'provider "model" 😀';
  if (value['stream'] === true && injectUsage) {
    const options = (expected['stream_options'] ?? {}) as Body;
    expected['stream_options'] = { ...options, include_usage: true };
  }
  const parsed = JSON.parse(sent.toString()) as unknown;
  if (!isDeepStrictEqual(parsed, JSON.parse(JSON.stringify(expected)))) expect(parsed).toEqual(expected);

  expect(difference).not.toBeNull();
  const splices = JSON.parse(Buffer.from(difference?.bytes ?? []).toString()) as [
    start: number,
    end: number,
    base64: string,
  ][];
  // From the last to the first, so that the places of the others stay.
  const rebuilt = splices
    .toReversed()
    .reduce(
      (bytes, [start, end, put]) =>
        Buffer.concat([bytes.subarray(0, start), Buffer.from(put, 'base64'), bytes.subarray(end)]),
      received,
    );
  expect(rebuilt.equals(sent)).toBe(true);
  // Only as much was touched as policy asks for: what lies between is the caller's, byte for byte.
  const touched = splices.reduce((sum, [start, end]) => sum + end - start, 0);
  const mayTouch =
    hits.reduce((sum, one) => sum + 6 * (one.end - one.start), 0) +
    Buffer.byteLength(text.slice(request.model.node.start, request.model.node.end));
  const options = request.root.children.find(({ key }) => key === 'stream_options');
  expect(touched).toBeLessThanOrEqual(
    mayTouch + (options ? Buffer.byteLength(text.slice(options.start, options.end)) : 0),
  );
  return sent.toString();
}

function redactedValue(value: Body, request: GovernedRequest, hits: readonly Hit[]): Body {
  const copy = structuredClone(value);
  for (const [text, node] of request.nodes.entries()) {
    const mine = hits.filter((one) => one.text === text);
    if (mine.length === 0) continue;
    let now = request.texts[text]?.value ?? '';
    const wasJson = isJson(now);
    for (const { start, end, rule } of joined(mine).toReversed())
      now = `${now.slice(0, start)}[REDACTED:${rule}]${now.slice(end)}`;
    if (wasJson && !isJson(now)) throw new Error(`JSON inside a string is none any more: ${now}`);
    assign(copy, node.node, now);
  }
  return copy;
}

function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Findings that touch become one, named by the first. */
function joined(hits: readonly Hit[]): { start: number; end: number; rule: string }[] {
  const result: { start: number; end: number; rule: string }[] = [];
  for (const { start, end, rule } of hits.toSorted((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else result.push({ start, end, rule });
  }
  return result;
}

function assign(root: Body, node: JsonNode, value: string): void {
  const path: (string | number)[] = [];
  for (let at = node; at.parent; at = at.parent) path.unshift(at.key ?? at.index);
  const last = path.pop() ?? '';
  const holder = path.reduce<unknown>((inner, step) => (inner as Body)[step], root) as Body;
  Object.defineProperty(holder, last, { value, enumerable: true, writable: true, configurable: true });
}
