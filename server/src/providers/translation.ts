import type { Json } from '../platform/lossless-json.ts';
import type { EmbeddingsWire } from './embeddings/conversion.ts';
import type { AnswerContext, AnswerStep, AnswerStreamWriter } from './interchange/answer.ts';
import type { Surface } from './surface.ts';
import type { ConvertedRequest, RequestContext, Wire } from './wire.ts';

/** From what a caller speaks to what a provider speaks, and back. */
export interface Translation {
  /** The provider's protocol, as people write it: "Anthropic messages". */
  readonly title: string;
  /** @throws InvalidBody, CannotCarry */
  writeRequest(body: Json, context: RequestContext): ConvertedRequest;
  /** Null when it is no answer of the provider's protocol. */
  writeBody(answer: WholeAnswer, context: AnswerContext): Buffer | null;
  /** Null where answers come whole. */
  readonly writeStream: ((context: AnswerContext) => AnswerStreamWriter) | null;
}

/**
 * An answer in one piece. It is read once: what the provider left out (the ids of Google's tool calls) is made up by that,
 * and has to be the same for the record, the caller and what is remembered.
 */
export interface WholeAnswer {
  /** The provider's parsed body. */
  readonly body: unknown;
  readonly steps: readonly AnswerStep[];
}

/** Null when there is no way from the one to the other. */
export function translationOf({ endpoint, conversion }: Surface, wire: Wire): Translation | null {
  if (endpoint === 'embeddings' && isOfEmbeddings(wire)) {
    const { title, writeRequest, writeAnswer } = wire.embeddings;
    return { title, writeRequest, writeBody: ({ body }, context) => writeAnswer(body, context), writeStream: null };
  }
  const target = wire.conversion;
  if (conversion === null || target === null) return null;
  return {
    title: target.title,
    writeRequest: (body, context) => target.writeRequest(conversion.toPrompt(body), context),
    writeBody: ({ steps }, context) => conversion.writeBody(steps, context),
    writeStream: conversion.writeStream,
  };
}

function isOfEmbeddings(wire: Wire): wire is EmbeddingsWire {
  return 'embeddings' in wire;
}
