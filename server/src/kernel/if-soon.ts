/**
 * What a call gives if it does so soon. The call goes on in any case; what becomes of it later is nobody's concern here.
 *
 * @param patience how long to wait, in milliseconds
 * @returns `undefined` when it takes longer
 * @throws what the call throws meanwhile
 */
export async function ifSoon<Result>(
  call: Promise<Result>,
  patience: number,
): Promise<Result | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, patience, undefined);
  });
  try {
    return await Promise.race([call, enough]);
  } finally {
    clearTimeout(timer);
  }
}
