import { Search } from "lucide-react";
import Form from "next/form";
import { Input } from "@/app/_ui/input";

interface SearchFormProps {
  status: string | null;
  query: string;
  label: string;
}

/** A plain form: what is searched is in the address, and works without scripts. */
export function SearchForm({ status, query, label }: SearchFormProps) {
  return (
    <Form action="/admin/referrals" role="search" className="relative sm:w-72">
      {status !== null && <input type="hidden" name="status" value={status} />}
      <Search className="pointer-events-none absolute inset-y-0 left-3 my-auto size-4 text-faint" />
      <Input
        type="search"
        name="q"
        enterKeyHint="search"
        maxLength={100}
        aria-label={label}
        placeholder={label}
        defaultValue={query}
        className="pl-9"
      />
    </Form>
  );
}
