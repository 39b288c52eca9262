// An exchange of a log as the views of a run's step draw it.
import type { ExchangeDetail, ExchangeView } from '../../../types.ts';

/** What those views need; what is not known is left out. */
export function asExchange(
  given: Partial<Pick<ExchangeDetail, 'at' | 'attempt' | 'answer' | 'request'>>,
): ExchangeView {
  const { at = '', attempt = 1, answer = null, request = null } = given;
  return { call: '', attempt, at, request, answer, failure: null, retryAt: null, settled: null };
}
