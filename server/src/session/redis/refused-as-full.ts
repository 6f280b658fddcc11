import { StoreUnavailable } from '../../kernel/store-unavailable.ts';

/**
 * Whether a write is refused because it would need memory that Redis does not have (`noeviction`).
 *
 * @throws {StoreUnavailable} when it fails for another reason
 */
export async function isRefusedAsFull(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return false;
  } catch (error) {
    const { cause } = error instanceof StoreUnavailable ? error : {};
    if (cause instanceof Error && cause.message.startsWith('OOM ')) return true;
    throw error;
  }
}
