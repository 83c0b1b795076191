/** The error envelope of the OpenAI API: all four keys, always. */
export interface ErrorEnvelope {
  readonly error: {
    readonly message: string;
    readonly type: string;
    readonly param: string | null;
    readonly code: string | null;
  };
}

export function errorBody(error: ErrorEnvelope['error']): Buffer {
  const { message, type, param, code } = error;
  return Buffer.from(JSON.stringify({ error: { message, type, param, code } } satisfies ErrorEnvelope));
}

/** An error inside a stream that has begun; OpenAI's SDKs raise on it. */
export function errorEvent(error: ErrorEnvelope['error']): Buffer {
  return Buffer.from(`data: ${errorBody(error).toString()}\n\n`);
}
