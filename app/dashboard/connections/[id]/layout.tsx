import { findConnection } from "./find-connection";

/** What is not there is said before the first byte, while the answer's status can still say so, too. */
export default async function ConnectionLayout({
  children,
  params,
}: LayoutProps<"/dashboard/connections/[id]">) {
  await findConnection((await params).id);
  return children;
}
