/**
 * What a promise gives, or an error when that takes too long. What the promise does later is nobody's concern any more.
 *
 * @param timeout milliseconds
 * @throws Error after the timeout
 */
export async function within<T>(promise: Promise<T>, timeout: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const giveUp = (): void => reject(new Error(`No answer within ${timeout} ms`));
    // What came in time while the process was busy is read before anything is given up.
    timer = setTimeout(() => setImmediate(giveUp), timeout);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
