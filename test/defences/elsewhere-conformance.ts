import { conformance } from './defence.ts';
import type { Elsewhere } from './defence.ts';

/** The tests of the conformance suite for which there is nothing of ours to take out. */
export const ELSEWHERE_CONFORMANCE: readonly Elsewhere[] = [
  {
    witness: conformance('userinfo', 'nobody else is asked, and what they say does not count'),
    because: 'nothing reads the claims of other sources',
  },
  {
    witness: conformance('tokens', 'would be found: the scan sees what is there'),
    because: 'it shows that the scan for tokens finds them',
  },
  {
    witness: conformance('completeness', 'the conformance suite'),
    because: 'it holds the modules of the suite against the titles of the tests',
  },
  {
    witness: conformance('fapi', 'an ID token an encrypted token'),
    because: 'openid-client refuses it, and nothing here has a key to read it with',
  },
  {
    witness: conformance('rp-initiated-logout', 'oidcc-client-test-rp-init-logout-other-state'),
    because: 'nothing waits for the way back, and nothing reads a state there',
  },
  {
    witness: conformance('rp-initiated-logout', 'oidcc-client-test-rp-init-logout-no-state'),
    because: 'nothing waits for the way back, and nothing misses a state there',
  },
];
