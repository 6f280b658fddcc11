import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../../server/src/kernel/problem-details.ts';
import { RefreshBackoff } from '../../../server/src/oidc/refresh-backoff.ts';

const MINUTE = 60_000;
const problem = (retryAfter?: string): ProblemError =>
  new ProblemError('provider-unavailable', {
    headers: retryAfter === undefined ? {} : { 'Retry-After': retryAfter },
  });

describe('the pause after a renewal that failed', () => {
  it('grows with each failure in a row, and is never shorter than five seconds or longer than a minute', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ wait: fc.nat(2 * MINUTE), asked: fc.option(fc.nat(60)) }), {
          minLength: 1,
          maxLength: 20,
        }),
        (failures) => {
          const backoff = new RefreshBackoff();
          let now = 0;
          let before = 0;
          for (const { wait, asked } of failures) {
            now += wait;
            backoff.failed('family', problem(asked === null ? undefined : String(asked)), now);
            const pauses = [5000, 10_000, 20_000, 40_000, MINUTE];
            const held = (pause: number): boolean =>
              backoff.reasonToWait('family', now + pause) !== undefined;
            expect(held(Math.max(5000, (asked ?? 0) * 1000) - 1)).toBe(true);
            expect(held(MINUTE)).toBe(false);
            const steps = pauses.filter((pause) => held(pause - 1)).length;
            expect(steps).toBeGreaterThanOrEqual(before);
            before = steps;
          }
        },
      ),
    );
  });

  it('is of one session alone, and forgotten after a success', () => {
    const backoff = new RefreshBackoff();
    backoff.failed('one', problem(), 0);
    backoff.failed('one', problem(), 0);
    expect(backoff.reasonToWait('other', 1)).toBeUndefined();
    backoff.succeeded('one');
    expect(backoff.reasonToWait('one', 1)).toBeUndefined();
    backoff.failed('one', problem(), 0);
    expect(backoff.reasonToWait('one', 5000)).toBeUndefined();
  });

  it('takes a bounded room: the failure that is longest ago is forgotten first', () => {
    const backoff = new RefreshBackoff();
    for (let index = 0; index <= 10_000; index += 1) backoff.failed(`${index}`, problem(), 0);
    expect(backoff.reasonToWait('0', 1)).toBeUndefined();
    expect(backoff.reasonToWait('1', 1)).toBeDefined();
    expect(backoff.reasonToWait('10000', 1)).toBeDefined();
  });
});
