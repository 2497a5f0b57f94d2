// Preloaded into every service (`node --import`). When the supervisor is gone, however it went, the
// channel closes, and a service that nobody would stop any more stops by itself.

const grace = 9_000;

// Processes that a service starts preload this too. Theirs is another's channel: one that Next's
// development server talks through ended at once when it was let go of.
const supervisor = new URL(import.meta.url).searchParams.get("of");

if (supervisor === String(process.ppid)) {
  process.on("disconnect", () => {
    process.kill(process.pid, "SIGTERM");
    setTimeout(() => process.exit(1), grace).unref();
  });
  // The channel alone must not keep a service alive that has finished.
  process.channel?.unref();
}
