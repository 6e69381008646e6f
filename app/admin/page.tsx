import { redirect } from "next/navigation";
import { requireOperatorContext } from "@/lib/http/page-context";

export default async function AdminPage() {
  await requireOperatorContext();
  redirect("/admin/jobs");
}
