// Loaded before each child of the launcher: when the launcher is gone, the child asks itself to stop, and insists.
process.on("disconnect", () => {
  setTimeout(() => process.exit(1), 5_000).unref();
  process.kill(process.pid, "SIGTERM");
});
// The channel alone does not keep a process running that has nothing more to do.
process.channel?.unref();
