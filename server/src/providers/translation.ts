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
  /** @param answer the provider's parsed body; null when it is no answer of its protocol */
  writeBody(answer: unknown, context: AnswerContext): Buffer | null;
  /** Null where answers come whole. */
  readonly writeStream: ((context: AnswerContext) => AnswerStreamWriter) | null;
  /** What a whole answer says. */
  stepsOf(answer: unknown): readonly AnswerStep[];
}

/** Null when there is no way from the one to the other. */
export function translationOf({ endpoint, conversion }: Surface, wire: Wire): Translation | null {
  const stepsOf = (answer: unknown): readonly AnswerStep[] => wire.readBody(answer) ?? [];
  if (endpoint === 'embeddings' && isOfEmbeddings(wire)) {
    const { title, writeRequest, writeAnswer } = wire.embeddings;
    return { title, writeRequest, writeBody: writeAnswer, writeStream: null, stepsOf };
  }
  const target = wire.conversion;
  if (conversion === null || target === null) return null;
  return {
    title: target.title,
    writeRequest: (body, context) => target.writeRequest(conversion.toPrompt(body), context),
    writeBody(answer, context) {
      const steps = wire.readBody(answer);
      return steps && conversion.writeBody(steps, context);
    },
    writeStream: conversion.writeStream,
    stepsOf,
  };
}

function isOfEmbeddings(wire: Wire): wire is EmbeddingsWire {
  return 'embeddings' in wire;
}
