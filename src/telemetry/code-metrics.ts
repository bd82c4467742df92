import { Counter, type Registry } from 'prom-client';
import type { OnCode } from '../identity/tell-codes.ts';

export function createCodeMetrics(registry: Registry): OnCode {
  const codes = new Counter({
    name: 'hotline_codes_total',
    help: 'Codes to customers, by channel and by whether they went out.',
    labelNames: ['channel', 'result'],
    registers: [registry],
  });
  return (channel, result) => codes.inc({ channel, result });
}
