import { Injectable } from '@nestjs/common';
import type { SessionRef } from './session-id.ts';
import type { SessionRecord } from './session-record.ts';

/** Tells the parts of this process that a session has ended on it; what other instances do is not heard here. */
@Injectable()
export class SessionEndings {
  readonly #listeners = new Set<(ref: SessionRef) => void>();

  /** @returns ends the listening */
  listen(listener: (ref: SessionRef) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  tell(ended: readonly SessionRecord[]): void {
    for (const { ref } of ended) for (const listener of this.#listeners) listener(ref);
  }
}
