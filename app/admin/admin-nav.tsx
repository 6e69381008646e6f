import { ClientMessages } from "@/app/_i18n/client-messages";
import { AdminLinks } from "./admin-links";

/** The sections of the administration, above each of them. */
export function AdminNav() {
  return (
    <ClientMessages namespaces={["admin"]}>
      <AdminLinks />
    </ClientMessages>
  );
}
