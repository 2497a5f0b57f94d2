import { randomBytes, randomInt } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { tryLock } from "../door/lock.mjs";
import { Trouble, explained } from "../door/trouble.mjs";

/** The folder that holds everything worth keeping, while this process holds it. */
export interface DataFolder {
  readonly path: string;
  readonly logs: string;
  readonly postgres: string;
  /** The secret kept under `name`, readable by its owner alone; `make` is called the first time. */
  secret(name: string, make: () => string): string;
  /** Writes a note for other commands of this machine, such as where the publication answers. */
  note(name: string, content: unknown): void;
  release(): void;
}

/**
 * Opens the data folder for this process alone. A folder that a dead process held is taken over.
 * Throws Trouble when another instance holds it, or it cannot be written.
 */
export function openDataFolder(folder: string, command: string): DataFolder {
  const secrets = path.join(folder, "secrets");
  const logs = path.join(folder, "logs");
  let lock: ReturnType<typeof tryLock>;
  try {
    // The account that PostgreSQL runs under has to pass through; the secrets are closed to it.
    mkdirSync(folder, { recursive: true });
    lock = tryLock(path.join(folder, "lock"));
    if ("release" in lock) {
      mkdirSync(logs, { recursive: true });
      mkdirSync(secrets, { recursive: true, mode: 0o700 });
      chmodSync(secrets, 0o700);
    }
  } catch (error) {
    throw explained(error, folder);
  }
  if (!("release" in lock)) {
    throw new Trouble(
      `Another Quoin (process ${lock.pid}) uses the data folder ${folder}.\n` +
        "Stop it first, or choose other ports and another folder for this one:\n" +
        `  QUOIN_DATA_DIR=.quoin-2 WEB_PORT=3100 ADMIN_PORT=3101 ${command}`,
    );
  }
  const { release } = lock;
  return {
    path: folder,
    logs,
    postgres: path.join(folder, "postgres"),
    secret: (name, make) => keepSecret(path.join(secrets, name), make),
    note: (name, content) =>
      writeFileSync(path.join(folder, name), `${JSON.stringify(content, undefined, 2)}\n`),
    release,
  };
}

/** A key for signing: 256 random bits. */
export function makeKey(): string {
  return randomBytes(32).toString("base64url");
}

// Without characters that look alike: people copy it by hand.
const alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

/** A password of about 99 random bits, in groups that can be read aloud. */
export function makePassword(): string {
  const group = () =>
    Array.from({ length: 5 }, () => alphabet[randomInt(alphabet.length)]).join("");
  return Array.from({ length: 4 }, group).join("-");
}

function keepSecret(file: string, make: () => string): string {
  try {
    const kept = readFileSync(file, "utf8").trim();
    if (kept !== "") return kept;
  } catch (error) {
    if (!isMissing(error)) throw explained(error, file);
  }
  const secret = make();
  const draft = `${file}.draft`;
  // Whole or not at all: a full disk must not leave an empty secret behind.
  writeFileSync(draft, `${secret}\n`, { mode: 0o600 });
  renameSync(draft, file);
  return secret;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
