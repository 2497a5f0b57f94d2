import { BlockList, isIP } from "node:net";
import { countryOf } from "./country.ts";

/** Whose word about the client's address counts. */
export interface TrustedProxies {
  has(address: string): boolean;
}

/**
 * Reads `TRUSTED_PROXIES`: addresses and networks separated by commas or spaces, such
 * as `10.0.0.0/8, ::1`. Throws a readable error for anything else.
 */
export function parseTrustedProxies(text = ""): TrustedProxies {
  const list = new BlockList();
  for (const entry of text.split(/[\s,]+/).filter(Boolean)) {
    const [address = "", bits, ...rest] = entry.split("/");
    const family = isIP(address);
    const widest = family === 6 ? 128 : 32;
    const prefix = bits === undefined ? widest : Number(/^\d{1,3}$/.test(bits) ? bits : "-1");
    if (family === 0 || rest.length > 0 || prefix < 0 || prefix > widest)
      throw new Error(
        `TRUSTED_PROXIES: "${entry}" is neither an address nor a network such as 10.0.0.0/8`,
      );
    list.addSubnet(address, prefix, family === 6 ? "ipv6" : "ipv4");
  }
  return {
    has: (address) => {
      const family = isIP(address);
      return family !== 0 && list.check(address, family === 6 ? "ipv6" : "ipv4");
    },
  };
}

/** `::ffff:192.0.2.1` is 192.0.2.1 on a socket that listens to both families. */
export function plainAddress(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  return mapped?.[1] ?? address;
}

export interface ForwardedHeaders {
  readonly for?: string | undefined;
  readonly proto?: string | undefined;
  readonly host?: string | undefined;
  /** What the header that names the visitor's country says. */
  readonly country?: string | undefined;
}

export interface Client {
  readonly address: string;
  readonly proto: "http" | "https";
  /** What the client asked for; undefined when it named no host. */
  readonly host: string | undefined;
  /** Where it is, when a trusted proxy says so: two letters of ISO 3166-1. */
  readonly country?: string | undefined;
}

/**
 * Who is asking, and how. `X-Forwarded-*` is believed only when the connection comes
 * from a trusted proxy; in a chain, the last address that no trusted proxy vouches for
 * is the client. The same holds for the country.
 */
export function clientOf(
  connection: { readonly address: string; readonly encrypted: boolean },
  host: string | undefined,
  forwarded: ForwardedHeaders,
  proxies: TrustedProxies,
): Client {
  let address = plainAddress(connection.address);
  const direct: Client = { address, proto: connection.encrypted ? "https" : "http", host };
  if (!proxies.has(address)) return direct;
  const chain = (forwarded.for ?? "").split(",").map((hop) => plainAddress(hop.trim()));
  for (const hop of chain.toReversed()) {
    // A hop that is no address was written by someone who cannot be trusted further.
    if (isIP(hop) === 0) break;
    address = hop;
    if (!proxies.has(hop)) break;
  }
  const proto = lastOf(forwarded.proto);
  return {
    address,
    proto: proto === "https" || proto === "http" ? proto : direct.proto,
    host: lastOf(forwarded.host) ?? host,
    country: countryOf(forwarded.country),
  };
}

/** Of a list, the entry that the nearest proxy wrote. */
function lastOf(header: string | undefined): string | undefined {
  return header?.split(",").at(-1)?.trim() || undefined;
}
