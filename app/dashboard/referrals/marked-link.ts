/** The link, marked with where it will stand, so that its clicks are counted apart. */
export function markedLink(url: string, source: string): string {
  const marked = new URL(url);
  marked.searchParams.set("s", source);
  return marked.href;
}
