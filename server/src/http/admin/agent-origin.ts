/** Where the data plane listens. */
export interface AgentListener {
  /** Null while it does not listen yet. */
  readonly origin: string | null;
  /** The console is served there too. */
  readonly isShared: boolean;
}

const anyAddress: readonly string[] = ['0.0.0.0', '[::]'];

/**
 * The origin that agents are to be told. A listener on every address says nothing of how it is reached: then it is the
 * host by which the console was.
 * @param asked the origin by which the console was reached
 */
export function agentOrigin(
  { origin, isShared }: AgentListener,
  agentUrl: string | null,
  publicUrl: string | null,
  asked: string,
): string {
  const told = agentUrl ?? (isShared ? publicUrl : null);
  if (told !== null) return new URL(told).origin;
  if (isShared || origin === null) return asked;
  const url = new URL(origin);
  if (anyAddress.includes(url.hostname)) url.hostname = new URL(asked).hostname;
  return url.origin;
}
