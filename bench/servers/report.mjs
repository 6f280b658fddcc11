/** Tells the parent where a server listens, and what it used of the processor when it asks. */
export function report(server) {
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send({ milliseconds: (user + system) / 1000 });
  });
  process.once('disconnect', () => process.exit());
  process.send(server);
}
