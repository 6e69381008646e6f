import type { ConnectionSummary } from "@/lib/services/connection/summary";
import { ProviderMark } from "../../_parts/provider-mark";
import { ProviderName } from "../provider-name";
import { StatusBadge } from "../status-badge";

export function ConnectionHeader({ connection }: { connection: ConnectionSummary }) {
  return (
    <header className="mb-7 flex items-center gap-4">
      <ProviderMark provider={connection.provider} />
      <div className="min-w-0">
        <h1 className="break-words font-semibold text-xl sm:text-2xl">{connection.name}</h1>
        <p className="text-muted text-sm">
          <ProviderName connection={connection} />
        </p>
      </div>
      <div className="ml-auto self-start">
        <StatusBadge status={connection.status} />
      </div>
    </header>
  );
}
