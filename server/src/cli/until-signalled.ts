/** Resolves at the first SIGTERM or SIGINT. A second one ends the process at once. */
export async function untilSignalled(): Promise<void> {
  await new Promise<void>((resolve) => {
    let isStopping = false;
    const stop = (): void => {
      if (isStopping) process.exit(130);
      isStopping = true;
      resolve();
    };
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
  });
}
