import type { Wire } from '../wire.ts';
import { googleTable } from './carry-table.ts';
import { googleTitle, writeGoogleRequest } from './google-from-prompt.ts';
import { readGoogleBody, readGoogleStream } from './read-answer.ts';

/** The Gemini API's `generateContent` (ai.google.dev/api/generate-content); the key travels in `x-goog-api-key`. */
export const googleWire: Wire = {
  name: 'google.generate_content',
  url: ({ baseUrl }, model, stream) =>
    `${googleModelUrl(baseUrl, model)}:${stream ? 'streamGenerateContent?alt=sse' : 'generateContent'}`,
  travelling: [],
  headers: {},
  frames: 'sse',
  readBody: readGoogleBody,
  readStream: readGoogleStream,
  conversion: { title: googleTitle, table: googleTable, writeRequest: writeGoogleRequest },
};

/** Of a model named `gemini-…`, `models/gemini-…` or `tunedModels/…`. @param baseUrl ends in the version: `/v1beta` */
export function googleModelUrl(baseUrl: string, model: string): string {
  return `${baseUrl}/${googleModelPath(model).split('/').map(encodeURIComponent).join('/')}`;
}

export function googleModelPath(model: string): string {
  return model.includes('/') ? model : `models/${model}`;
}
