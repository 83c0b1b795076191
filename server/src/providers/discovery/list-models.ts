import { parseJson, type Json } from '../../platform/lossless-json.ts';
import { UpstreamFailure, type UpstreamPath } from '../upstream/path.ts';
import { type AskedAnswer, askUpstream, type Question } from './ask-upstream.ts';
import { diagnoseAnswer, diagnoseFailure, type Diagnosis } from './diagnose.ts';
import type { Ask, ListedModel, ListingTarget, ModelListing } from './listing.ts';
import { listings } from './listings.ts';

export interface Listing {
  readonly diagnosis: Diagnosis;
  readonly models: readonly ListedModel[];
  /** False when there were more pages or models than are taken. */
  readonly isWhole: boolean;
  readonly httpStatus: number | null;
  readonly latencyMs: number | null;
}

const pagesMax = 20;
const modelsMax = 5000;
const deadlineMs = 30_000;

/**
 * Asks a provider for its models, page by page, within 30 s. Never throws for what a provider does: the diagnosis says it.
 * @param withDetails also asks for what the list leaves out
 */
export async function listModels(
  target: ListingTarget,
  path: UpstreamPath,
  { withDetails }: { readonly withDetails: boolean },
): Promise<Listing> {
  const listing = listings[target.protocol];
  const signal = AbortSignal.timeout(deadlineMs);
  const get = (question: Omit<Question, 'headers'>): Promise<AskedAnswer> =>
    askUpstream(path, target, { ...question, headers: listing.headers }, signal);
  try {
    const first = await firstPage(listing, target, get);
    const { status: httpStatus, latencyMs } = first.answer;
    const page = pageIn(listing, first.answer);
    if (page === null) {
      const told = { diagnosis: diagnoseAnswer(first.answer, target, listing), httpStatus, latencyMs };
      return { ...told, ...(await withoutList(told, listing, target, get)), models: [], isWhole: false };
    }
    const { models, isWhole } = await restOf(page, first.url, listing, get);
    const detailed = withDetails && listing.enrich ? await listing.enrich(models, target, asker(get)) : models;
    const diagnosis: Diagnosis = { code: 'ok', message: `It answers with ${listing.title}.`, hint: null };
    return { diagnosis, models: detailed, isWhole, httpStatus, latencyMs };
  } catch (error) {
    if (!(error instanceof UpstreamFailure)) throw error;
    const diagnosis = diagnoseFailure(error, target);
    return { diagnosis, models: [], isWhole: false, httpStatus: null, latencyMs: null };
  }
}

type Get = (question: Omit<Question, 'headers'>) => Promise<AskedAnswer>;

async function firstPage(
  listing: ModelListing,
  target: ListingTarget,
  get: Get,
): Promise<{ readonly url: string; readonly answer: AskedAnswer }> {
  const urls = listing.urls(target);
  for (const [index, url] of urls.entries()) {
    const answer = await get({ url, body: null });
    if (answer.status !== 404 || index === urls.length - 1) return { url, answer };
  }
  throw new Error(`the protocol ${target.protocol} has no address of a list`);
}

async function restOf(
  first: NonNullable<ReturnType<ModelListing['read']>>,
  url: string,
  listing: ModelListing,
  get: Get,
): Promise<Pick<Listing, 'models' | 'isWhole'>> {
  const models = [...first.models];
  let next = first.next;
  for (let pages = 1; next !== null && listing.pageUrl && pages < pagesMax && models.length < modelsMax; pages++) {
    const page: ReturnType<ModelListing['read']> = pageIn(
      listing,
      await get({ url: listing.pageUrl(url, next), body: null }),
    );
    if (page === null) break;
    models.push(...page.models);
    next = page.next;
  }
  const unique = [...new Map(models.map((model) => [model.provider_model, model])).values()];
  return { models: unique.slice(0, modelsMax), isWhole: next === null && unique.length <= modelsMax };
}

/** Some servers have no list: an empty call that is refused as one shows that address and key are right. */
async function withoutList(
  { httpStatus }: { readonly httpStatus: number },
  listing: ModelListing,
  target: ListingTarget,
  get: Get,
): Promise<Partial<Listing>> {
  if (!listing.callUrl || ![404, 405, 501].includes(httpStatus)) return {};
  const answer = await get({ url: listing.callUrl(target), body: {} });
  if (answer.status !== 400 && answer.status !== 422) return {};
  const diagnosis: Diagnosis = {
    code: 'ok_without_list',
    message: 'It takes calls, and has no list of its models.',
    hint: 'Create its models by name.',
  };
  return { diagnosis, httpStatus: answer.status, latencyMs: answer.latencyMs };
}

function pageIn(listing: ModelListing, { status, text }: AskedAnswer): ReturnType<ModelListing['read']> {
  const body = status === 200 ? jsonIn(text) : null;
  return body === null ? null : listing.read(body);
}

function asker(get: Get): Ask {
  return async (url, body) => {
    try {
      const { status, text } = await get({ url, body: body ?? null });
      return status === 200 ? jsonIn(text) : null;
    } catch (error) {
      if (error instanceof UpstreamFailure) return null;
      throw error;
    }
  };
}

function jsonIn(text: string): Json | null {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}
