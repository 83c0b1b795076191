import { expect, it } from 'vitest';
import { createMetrics } from '../../src/http/metrics.ts';

it('names of usage fields that a provider makes up do not pile up', async () => {
  const metrics = createMetrics({
    journalBytes: () => 0,
    backlogEvents: () => 0,
    snapshotVersion: () => 0,
    damagedRanges: () => 0,
    brokenChains: () => 0,
    rejectedEvents: () => 0,
    retentionRunMs: () => 0,
    retentionDroppedBytes: () => 0,
    catalogueDrift: () => ({ gone: 0, unknown: 0, repriced: 0 }),
  });
  metrics.unknownUsageField('outside', 'audio_tokens');
  metrics.unknownUsageField('outside', 'x'.repeat(5000));
  for (let number = 0; number < 5000; number++) metrics.unknownUsageField('outside', `field_${number}`);
  metrics.unknownUsageField('outside', 'audio_tokens');
  const lines = (await metrics.text())
    .split('\n')
    .filter((line) => line.startsWith('tollgate_usage_unknown_fields_total{'));
  expect(lines.length).toBe(101);
  expect(lines).toContain('tollgate_usage_unknown_fields_total{provider="outside",field="audio_tokens"} 2');
  expect(lines).toContain('tollgate_usage_unknown_fields_total{provider="outside",field="other"} 4902');
});
