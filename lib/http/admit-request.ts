import type { IncomingMessage } from "node:http";
import { addressBehindProxies, clientAddressHeader } from "./client-address";

interface Admission {
  trustedHops: number;
  /** Named to those behind where an HTTP/1.0 client names no host. */
  ownHost: string;
}

/**
 * Makes of a request what those behind the server may rely on: its target is a path, it names one
 * host, and the client's address is what we know of it, whatever the client claims. Headers are
 * rewritten in both forms, as some read one and some the other.
 *
 * @returns whether it can be served; if not, it deserves a 400.
 */
export function admitRequest(request: IncomingMessage, { trustedHops, ownHost }: Admission): boolean {
  const { method, httpVersion } = request;
  if (method === "TRACE" || method === "CONNECT") return false;
  const target = splitTarget(request.url ?? "");
  if (target === null || !isReadable(target.path)) return false;
  // RFC 9112 §3.2: more than one is a fault, and none is one since HTTP/1.1.
  if (countHeader(request, "host") > 1) return false;
  const named = request.headers.host ?? (httpVersion === "1.0" ? ownHost : "");
  const host = target.authority ?? named;
  if (!isHost(host)) return false;
  request.url = target.path;
  if (host !== request.headers.host) setHeader(request, "host", host);
  const forwarded = request.headers["x-forwarded-for"];
  const chain = Array.isArray(forwarded) ? forwarded.join(",") : (forwarded ?? "");
  const socket = request.socket.remoteAddress ?? "unknown";
  setHeader(request, clientAddressHeader, addressBehindProxies(socket, chain, trustedHops));
  return true;
}

/** The path and query of a target, and the authority of one in the absolute form (RFC 9112 §3.2.2). */
function splitTarget(target: string): { path: string; authority?: string } | null {
  if (target.startsWith("/")) return { path: target };
  const [, authority, rest] = /^https?:\/\/([^/?#]*)([^#]*)$/i.exec(target) ?? [];
  if (authority === undefined || rest === undefined) return null;
  return { authority, path: rest.startsWith("/") ? rest : `/${rest}` };
}

/** Next answers a path that does not decode with a 500. */
function isReadable(target: string): boolean {
  try {
    return !decodeURIComponent(target.split("?", 1)[0] ?? "").includes("\0");
  } catch {
    return false;
  }
}

function isHost(text: string): boolean {
  if (/^[\w.-]+(:\d{1,5})?$/.test(text)) return true;
  return /^[^\s/?#@\\]+$/.test(text) && URL.canParse(`http://${text}`);
}

function countHeader({ rawHeaders }: IncomingMessage, name: string): number {
  let count = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) if (rawHeaders[at]?.toLowerCase() === name) count += 1;
  return count;
}

function setHeader(request: IncomingMessage, name: string, value: string): void {
  const kept: string[] = [];
  for (let at = 0; at < request.rawHeaders.length; at += 2) {
    const field = request.rawHeaders[at] ?? "";
    if (field.toLowerCase() !== name) kept.push(field, request.rawHeaders[at + 1] ?? "");
  }
  request.headers[name] = value;
  request.rawHeaders = [...kept, name, value];
}
