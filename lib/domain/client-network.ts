const ipv4 = /^\d{1,3}(\.\d{1,3}){3}$/;
const groupsOfNetwork = 4;

/**
 * Whom limits count a client as: an IPv4 address, or the /64 of an IPv6 one, of which a single
 * customer has 2^64 addresses (RFC 6177 §2). Clients whose address is not known (null) count as one.
 */
export function clientNetwork(address: string | null): string {
  if (address === null) return "unknown";
  const plain = plainAddress(address);
  if (ipv4.test(plain)) return plain;
  const groups = ipv6Groups(plain);
  return groups.length === 0 ? plain : `${groups.slice(0, groupsOfNetwork).join(":")}::/64`;
}

/**
 * An address as people write it: without a port, brackets or a zone, and an IPv4 address that came
 * over IPv6 (RFC 4291 §2.5.5.2) as the former. What is no address stays as it is.
 */
export function plainAddress(text: string): string {
  const [, bracketed] = /^\[([^\]]*)\](?::\d+)?$/.exec(text) ?? [];
  const [, beforePort] = /^([\d.]+):\d+$/.exec(text) ?? [];
  const [address = ""] = (bracketed ?? beforePort ?? text).split("%", 1);
  if (ipv4.test(address)) return address;
  const groups = ipv6Groups(address);
  const isMapped = groups.slice(0, 6).join(":") === "0:0:0:0:0:ffff";
  if (isMapped) return groups.slice(6).flatMap(octets).join(".");
  return groups.length > 0 ? address : text;
}

/** The eight groups in their shortest form; none for what is no IPv6 address. */
function ipv6Groups(address: string): string[] {
  const url = `http://[${address}]`;
  if (!URL.canParse(url)) return [];
  const [left = "", right] = new URL(url).hostname.slice(1, -1).split("::");
  const before = left === "" ? [] : left.split(":");
  const after = right === undefined || right === "" ? [] : right.split(":");
  return [...before, ...Array<string>(8 - before.length - after.length).fill("0"), ...after];
}

function octets(group: string): number[] {
  const value = Number.parseInt(group, 16);
  return [value >> 8, value & 0xff];
}
