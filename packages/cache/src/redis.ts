import { Redis } from "ioredis";

export interface RedisLink {
  /** For values and for publishing: every command answers or fails within a fifth of a second. */
  readonly commands: Redis;
  /** For listening only, as Redis asks of a connection that subscribes. */
  readonly listener: Redis;
  close(): void;
}

export interface RedisLinkEvents {
  /** Once an outage, not once an attempt to connect again. */
  readonly onError: (error: Error) => void;
  /** After any of the two connections had been lost: messages and writes may have been missed. */
  readonly onReturn: () => void;
}

const MAX_RECONNECT_DELAY = 2_000;

/**
 * Two connections that never hold anyone up. Without these settings a command sent
 * to a Redis that died waits for more than 25 seconds.
 */
export function connectRedis(url: string, { onError, onReturn }: RedisLinkEvents): RedisLink {
  const commands = new Redis(url, {
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    commandTimeout: 200,
    connectTimeout: 1_000,
    retryStrategy: (attempt) => Math.min(attempt * 100, MAX_RECONNECT_DELAY),
  });
  // Subscribing waits for the connection instead: there is no one to hold up.
  const listener = new Redis(url, {
    maxRetriesPerRequest: null,
    connectTimeout: 1_000,
    retryStrategy: (attempt) => Math.min(attempt * 100, MAX_RECONNECT_DELAY),
  });
  let down = false;
  for (const connection of [commands, listener]) {
    let wasReady = false;
    connection.on("error", (error: Error) => {
      if (!down) onError(error);
      down = true;
    });
    connection.on("ready", () => {
      down = false;
      if (wasReady) onReturn();
      wasReady = true;
    });
  }
  return {
    commands,
    listener,
    close() {
      commands.disconnect();
      listener.disconnect();
    },
  };
}
