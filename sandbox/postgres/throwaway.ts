import { chmodSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * A new temporary folder in which PostgreSQL keeps its files even where root starts it: they go with the
 * folder. The system makes such folders for their owner alone, and the files would lie elsewhere for good.
 */
export function makeThrowawayFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `mostik-${name}-`));
  chmodSync(folder, 0o711);
  return folder;
}
