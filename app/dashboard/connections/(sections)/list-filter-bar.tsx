"use client";

import { Search } from "lucide-react";
import Form from "next/form";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Input } from "@/app/_ui/input";
import { Select } from "@/app/_ui/select";
import { tabLinkClass } from "@/app/_ui/tab-link-class";
import type { DodoisClusterId } from "@/lib/domain/dodois-cluster";
import { providerIds } from "@/lib/domain/provider";
import { type ListFilter, listHref, placeText } from "./list-filter";

const choices = [undefined, "attention", "disabled"] as const;

interface Props {
  filter: ListFilter;
  /** Of Dodo IS, where there are several. */
  clusters: readonly DodoisClusterId[];
}

/** Which connections to show. A plain form: the choice is in the address, and works without scripts. */
export function ListFilterBar({ filter, clusters }: Props) {
  const t = useTranslations("connections");
  return (
    <div className="flex flex-col gap-4 lg:flex-row lg:items-end lg:justify-between">
      <nav aria-label={t("filter.label")} className="flex flex-wrap gap-x-5 gap-y-2 text-sm">
        {choices.map((show) => (
          <Link
            key={show ?? "all"}
            href={listHref(withShow(filter, show))}
            aria-current={filter.show === show ? "page" : undefined}
            className={tabLinkClass}
          >
            {t(`filter.${show ?? "all"}`)}
          </Link>
        ))}
      </nav>
      <SearchForm key={listHref(filter)} filter={filter} clusters={clusters} />
    </div>
  );
}

function withShow({ show: _, ...rest }: ListFilter, show: ListFilter["show"]): ListFilter {
  return show === undefined ? rest : { ...rest, show };
}

function SearchForm({ filter, clusters }: Props) {
  const t = useTranslations("connections");
  return (
    <Form action="/dashboard/connections" role="search" className="flex flex-col gap-2 sm:flex-row">
      {filter.show !== undefined && <input type="hidden" name="show" value={filter.show} />}
      <Select
        name="provider"
        aria-label={t("filter.provider")}
        defaultValue={placeText(filter)}
        onChange={(event) => event.currentTarget.form?.requestSubmit()}
        className="sm:w-48"
      >
        <option value="">{t("filter.anyProvider")}</option>
        {providerIds.map((id) => (
          <option key={id} value={id}>
            {t(`providers.${id}`)}
          </option>
        ))}
        {clusters.map((id) => (
          <option key={id} value={placeText({ provider: "dodois", cluster: id })}>
            {t("providers.dodois")} · {t(`clusters.${id}.name`)}
          </option>
        ))}
      </Select>
      <div className="relative sm:w-64">
        <Search className="pointer-events-none absolute inset-y-0 left-3 my-auto size-4 text-faint" />
        <Input
          type="search"
          name="q"
          enterKeyHint="search"
          maxLength={100}
          aria-label={t("filter.search")}
          placeholder={t("filter.search")}
          defaultValue={filter.query ?? ""}
          className="pl-9"
        />
      </div>
    </Form>
  );
}
