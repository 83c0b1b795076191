import type { OutgoingHttpHeaders } from 'node:http';
import type { Call } from '../call.ts';
import type { Claim } from './allowance.ts';
import { isRate } from './limit-refusal.ts';
import type { Account } from './account.ts';

const names = ['requests', 'tokens'] as const;

/**
 * How the caller stands with its tightest rate limits, in the words of its protocol: OpenAI's `x-ratelimit-*` ("Rate
 * limits in headers"), Anthropic's `anthropic-ratelimit-*` ("Rate limits", response headers). Null without such a limit.
 */
export function limitHeaders(call: Call, claims: readonly Claim[], nowMs: number): OutgoingHttpHeaders | null {
  const headers: OutgoingHttpHeaders = {};
  for (const name of names) {
    const tightest = tightestOf(claims, name);
    if (!tightest) continue;
    const write = call.surface.protocol === 'anthropic' ? anthropicHeaders : openaiHeaders;
    Object.assign(headers, write(name, tightest, nowMs));
  }
  return Object.keys(headers).length === 0 ? null : headers;
}

interface Standing {
  readonly limit: bigint;
  readonly remaining: bigint;
  readonly resetMs: number;
}

function tightestOf(claims: readonly Claim[], measure: (typeof names)[number]): Standing | null {
  let tightest: Standing | null = null;
  for (const { budget, account, period } of claims) {
    if (account === null || budget.measure !== measure || !isRate(budget)) continue;
    const standing = { limit: account.limit, remaining: remainingOf(account), resetMs: period.toMs };
    // By the share that is left: a < b as a.remaining / a.limit < b.remaining / b.limit.
    if (!tightest || standing.remaining * tightest.limit < tightest.remaining * standing.limit) tightest = standing;
  }
  return tightest;
}

function remainingOf({ limit, used }: Account): bigint {
  return used >= limit ? 0n : limit - used;
}

function openaiHeaders(name: string, { limit, remaining, resetMs }: Standing, nowMs: number): OutgoingHttpHeaders {
  return {
    [`x-ratelimit-limit-${name}`]: String(limit),
    [`x-ratelimit-remaining-${name}`]: String(remaining),
    [`x-ratelimit-reset-${name}`]: durationText(resetMs - nowMs),
  };
}

function anthropicHeaders(name: string, { limit, remaining, resetMs }: Standing): OutgoingHttpHeaders {
  return {
    [`anthropic-ratelimit-${name}-limit`]: String(limit),
    [`anthropic-ratelimit-${name}-remaining`]: String(remaining),
    [`anthropic-ratelimit-${name}-reset`]: `${new Date(resetMs).toISOString().slice(0, 19)}Z`,
  };
}

/** As OpenAI writes durations: `6m0s`, `1h2m3s`, `17ms`. */
export function durationText(ms: number): string {
  if (ms < 1000) return `${Math.max(0, Math.ceil(ms))}ms`;
  const seconds = Math.ceil(ms / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return `${hours > 0 ? `${hours}h` : ''}${hours > 0 || minutes > 0 ? `${minutes}m` : ''}${seconds % 60}s`;
}
