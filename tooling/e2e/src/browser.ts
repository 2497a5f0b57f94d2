import type { LaunchOptions } from "@playwright/test";

/** The system's Chromium, as quiet as it gets. */
export const launchOptions: LaunchOptions = {
  executablePath: process.env["CHROMIUM_PATH"] || "/usr/bin/chromium",
  args: [
    // Chromium refuses to run as root with its sandbox.
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};
