import { describe, expect, test } from 'vitest';
import { googleWire } from '../../../src/providers/google/wire.ts';

const target = { baseUrl: 'https://generativelanguage.googleapis.com/v1beta', apiVersion: null };

describe('the address of a call to Gemini', () => {
  test.each([
    ['gemini-2.5-pro', false, '/models/gemini-2.5-pro:generateContent'],
    ['gemini-2.5-pro', true, '/models/gemini-2.5-pro:streamGenerateContent?alt=sse'],
    ['models/gemini-3-pro', true, '/models/gemini-3-pro:streamGenerateContent?alt=sse'],
    ['tunedModels/mine', false, '/tunedModels/mine:generateContent'],
    ['a b?key=1', false, '/models/a%20b%3Fkey%3D1:generateContent'],
  ])('names the model %s (stream: %s)', (model, stream, path) => {
    expect(googleWire.url(target, model, stream)).toBe(`${target.baseUrl}${path}`);
  });
});
