import { notFound } from "next/navigation";

/** An address that does not exist keeps the way back: the sections stand around it. */
export default function MissingDashboardPage(): never {
  notFound();
}
