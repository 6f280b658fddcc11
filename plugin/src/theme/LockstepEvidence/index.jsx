import React from 'react';

/**
 * What a test observed with two values of a key.
 *
 * @param children a `<summary>` first, then the observations
 */
export default function LockstepEvidence({ children }) {
  return <details className="lockstep-evidence">{children}</details>;
}
