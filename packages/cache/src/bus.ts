import type { BusDriver } from "bentocache/types";
import type { RedisLink } from "./redis.ts";

interface Envelope {
  readonly sender: string;
  readonly payload: unknown;
}

/** Anyone may write to the channel; what is not ours is not an error. */
function opened(message: string): Envelope | undefined {
  try {
    const value: unknown = JSON.parse(message);
    if (typeof value !== "object" || value === null) return undefined;
    if (!("sender" in value) || !("payload" in value)) return undefined;
    return typeof value.sender === "string" && typeof value.payload === "object"
      ? { sender: value.sender, payload: value.payload }
      : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Tells the other processes which values to forget. Ours, because the one that comes
 * with the cache opens connections without an error listener and ends the process
 * when Redis is away at the start.
 */
export function redisBus({ commands, listener }: RedisLink, namespace: string): BusDriver {
  let self = "";
  const channelName = (channel: string) => `${namespace}:${channel}`;
  const bus: BusDriver = {
    setId(id) {
      self = id;
      return bus;
    },
    onReconnect(callback) {
      listener.on("ready", callback);
    },
    async publish(channel, payload) {
      await commands.publish(channelName(channel), JSON.stringify({ sender: self, payload }));
    },
    async subscribe(channel, handler) {
      listener.on("message", (name: string, message: string) => {
        if (name !== channelName(channel)) return;
        const envelope = opened(message);
        if (envelope === undefined || envelope.sender === self) return;
        // The cache wrote the payload on the other side and knows its shape.
        void handler(envelope.payload as Parameters<typeof handler>[0]);
      });
      // Waits until Redis is there; fails only when the cache is closed before that.
      await listener.subscribe(channelName(channel)).catch(() => {});
    },
    async unsubscribe(channel) {
      await listener.unsubscribe(channelName(channel));
    },
    async disconnect() {
      listener.disconnect();
    },
  };
  return bus;
}
