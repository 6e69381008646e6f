import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CopyButton } from "@/app/_ui/copy-button";
import { appUrl } from "@/lib/http/connect-redirect";
import { examples } from "./examples";

const steps = ["step1", "step2", "step3", "step4"] as const;
const notes = ["note1", "note2", "note3", "note4"] as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("migration"))("title") };
}

/** For people whose programs speak to the older TwinProxy. */
export default async function TwinproxyDocsPage() {
  const t = await getTranslations("migration");
  const base = appUrl("/TwinProxy/amoCRM").toString();
  return (
    <>
      <h1 className="font-semibold text-3xl">{t("title")}</h1>
      <p className="mt-3 text-muted">{t("text")}</p>
      <p className="mt-6 text-muted text-sm">{t("address")}</p>
      <p className="mt-1 flex items-center gap-2">
        <code className="min-w-0 break-all font-mono text-sm">{base}</code>
        <CopyButton text={base} label={t("copy")} variant="ghost" size="iconSmall" isIconOnly />
      </p>
      <h2 className="mt-10 font-semibold text-xl">{t("steps.title")}</h2>
      <ol className="mt-4 flex list-decimal flex-col gap-3 pl-5 marker:text-faint">
        {steps.map((step) => (
          <li key={step}>{t(`steps.${step}`)}</li>
        ))}
      </ol>
      <h2 className="mt-10 font-semibold text-xl">{t("calls.title")}</h2>
      <p className="mt-3">{t("calls.text")}</p>
      {examples(base).map(({ language, code }) => (
        <section key={language} className="mt-5">
          <h3 className="font-medium text-sm">{language}</h3>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
          <pre tabIndex={0} className="mt-2 overflow-x-auto rounded-lg border bg-surface p-4 text-xs">
            <code>{code}</code>
          </pre>
        </section>
      ))}
      <h2 className="mt-10 font-semibold text-xl">{t("notes.title")}</h2>
      <ul className="mt-4 flex list-disc flex-col gap-3 pl-5 marker:text-faint">
        {notes.map((note) => (
          <li key={note}>{t(`notes.${note}`)}</li>
        ))}
      </ul>
    </>
  );
}
