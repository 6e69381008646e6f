/**
 * Makes a matcher for a path with parameters in braces, each one whole segment. It gives the decoded
 * parameters, or null. Paths are compared letter by letter; an undecodable one matches nothing.
 */
export function matchPath(pattern: string): (pathname: string) => Record<string, string> | null {
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
