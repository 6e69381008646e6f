import type { ProviderId } from "@/lib/domain/provider";
import { amocrm } from "./amocrm";
import { dodois } from "./dodois";
import type { Provider } from "./provider";

const providers = { dodois, amocrm } satisfies Record<ProviderId, Provider>;

export function provider(id: ProviderId): Provider {
  return providers[id];
}
