// Loaded before each child of the launcher: when the launcher is gone, the child asks itself to stop, and insists.
// Next forks workers with the same arguments, whose channel is their parent's and must stay as it is.
if (process.ppid === Number(process.env.MOSTIK_LAUNCHER_PID)) {
  process.on("disconnect", () => {
    setTimeout(() => process.exit(1), 5_000).unref();
    process.kill(process.pid, "SIGTERM");
  });
  // The channel alone does not keep a process running that has nothing more to do.
  process.channel?.unref();
}
