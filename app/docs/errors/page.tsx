import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { type ErrorCode, errorStatus } from "@/lib/errors";
import { WithCode } from "./with-code";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("errors");
  return { title: t("page.title") };
}

/** Where the `type` of a problem document leads: one anchor a code. */
export default async function ErrorsPage() {
  const t = await getTranslations("errors");
  const codes = Object.keys(errorStatus) as ErrorCode[];
  return (
    <>
      <h1 className="font-semibold text-3xl">{t("page.title")}</h1>
      <p className="mt-3 text-muted">
        <WithCode text={t("page.text")} />
      </p>
      <div className="mt-8 flex flex-col gap-4">
        {codes.map((code) => (
          <section key={code} id={code} className="scroll-mt-6 rounded-lg border bg-surface p-5">
            <h2 className="font-semibold">{t(`api.${code}.title`)}</h2>
            <p className="mt-1 text-muted text-sm">
              <code>{code}</code> · {t("page.status")} {errorStatus[code]}
            </p>
            <p className="mt-3 text-sm">
              <WithCode text={t(`api.${code}.detail`)} />
            </p>
          </section>
        ))}
      </div>
    </>
  );
}
