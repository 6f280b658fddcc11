import { attack } from './defence.ts';
import type { Elsewhere } from './defence.ts';
import { ELSEWHERE_CONFORMANCE } from './elsewhere-conformance.ts';

/** The tests for which there is nothing of ours to take out. */
export const ELSEWHERE: readonly Elsewhere[] = [
  {
    witness: attack('log-injection', 'by bytes in the path that are no text'),
    because: "Node's parser refuses them, and pino writes JSON",
  },
  {
    witness: attack('log-injection', 'has no line for what is no request'),
    because: "Node's parser refuses it, and nothing writes what was refused",
  },
  {
    witness: attack('cookie-tossing', 'that fit the header do not keep a person out'),
    because: 'nothing counts or answers the cookies of others',
  },
  {
    witness: attack('cookie-tossing', 'of names that objects have do no harm'),
    because: '@fastify/cookie reads into objects without a prototype',
  },
  {
    witness: attack('open-redirect', 'leads where it may'),
    because: 'it shows that the others refuse no more than they should',
  },
  ...ELSEWHERE_CONFORMANCE,
];
