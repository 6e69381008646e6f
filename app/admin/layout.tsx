import { Shell } from "@/app/dashboard/_shell/shell";
import { requireOperatorContext } from "@/lib/http/page-context";
import { AdminNav } from "./admin-nav";

export default async function AdminLayout({ children }: LayoutProps<"/admin">) {
  await requireOperatorContext();
  return (
    <Shell>
      <AdminNav />
      {children}
    </Shell>
  );
}
