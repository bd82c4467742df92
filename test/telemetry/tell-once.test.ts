import type { SpanExporter } from '@opentelemetry/sdk-trace';
import { expect, test } from 'vitest';
import { tellOnce } from '../../src/telemetry/traces/tell-once.ts';

test('a receiver that is gone is told of once, and so is one that is there again', () => {
  const lines: unknown[] = [];
  const line = (fields: object, message: string) => void lines.push([message, fields]);
  const results: Parameters<Parameters<SpanExporter['export']>[1]>[0][] = [];
  const error = new Error('refused');
  const [failed, sent] = [{ code: 1, error }, { code: 0 }];
  const answers = [sent, failed, failed, { code: 1 }, sent, sent, failed];
  const exporter = tellOnce(
    { export: (_spans, done) => done(answers.shift() ?? sent), shutdown: async () => undefined },
    { info: line, warn: line, error: line },
  );
  for (let batch = 0; batch < 7; batch += 1) exporter.export([], (result) => void results.push(result));

  expect(lines).toEqual([
    ['traces cannot be sent: they are lost', { err: error }],
    ['traces are sent again', {}],
    ['traces cannot be sent: they are lost', { err: error }],
  ]);
  expect(results).toEqual([sent, failed, failed, { code: 1 }, sent, sent, failed]);
});
