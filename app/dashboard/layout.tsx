import { Shell } from "./_shell/shell";

export default function DashboardLayout({ children }: LayoutProps<"/dashboard">) {
  return <Shell>{children}</Shell>;
}
