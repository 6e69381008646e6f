const rest = /^(.*)\/\{(\w+)\.\.\.\}$/;

/**
 * Makes a matcher for a path with parameters in braces, each one whole segment. It gives the decoded
 * parameters, or null. Paths are compared letter by letter; an undecodable one matches nothing. A
 * last parameter `{name...}` takes all the rest, at least a letter of it, and leaves it encoded.
 */
export function matchPath(pattern: string): (pathname: string) => Record<string, string> | null {
  const [, head, name] = rest.exec(pattern) ?? [];
  return head === undefined || name === undefined ? matchWhole(pattern) : matchWithRest(head, name);
}

function matchWithRest(head: string, name: string): (pathname: string) => Record<string, string> | null {
  const matchHead = matchWhole(head);
  const depth = head.split("/").length;
  return (pathname) => {
    const given = pathname.split("/");
    const text = given.slice(depth).join("/");
    const params = text === "" ? null : matchHead(given.slice(0, depth).join("/"));
    return params === null ? null : { ...params, [name]: text };
  };
}

function matchWhole(pattern: string): (pathname: string) => Record<string, string> | null {
  const segments = pattern.split("/");
  return (pathname) => {
    const given = pathname.split("/");
    if (given.length !== segments.length) return null;
    const params: Record<string, string> = {};
    for (const [index, segment] of segments.entries()) {
      const text = given[index] ?? "";
      if (!segment.startsWith("{")) {
        if (segment !== text) return null;
        continue;
      }
      const decoded = decode(text);
      if (decoded === null || decoded === "") return null;
      params[segment.slice(1, -1)] = decoded;
    }
    return params;
  };
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
