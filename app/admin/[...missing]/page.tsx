import { notFound } from "next/navigation";

/** So that what does not exist here and what one may not see pass the same doors and look the same. */
export default function MissingAdminPage(): never {
  notFound();
}
