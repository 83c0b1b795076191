/** What the journey counts; the numbers are published at `/metrics`. */
export interface Metrics {
  /** A call was settled. */
  settled(labels: { route: string; decision: string; status: string }): void;
  /** Milliseconds that a step took inside the gateway. */
  step(step: 'queue' | 'scan' | 'record' | 'first_token', ms: number): void;
  hit(rule: string, action: string): void;
  /** A usage report had a field that is not metered. */
  unknownUsageField(provider: string, field: string): void;
  strangerRefused(): void;
  inFlight(change: 1 | -1): void;
}
