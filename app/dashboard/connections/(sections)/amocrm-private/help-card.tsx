import { useTranslations } from "next-intl";
import { Card } from "@/app/_ui/card";
import { CopyButton } from "@/app/_ui/copy-button";

const steps = ["step1", "step2", "step3", "step4"] as const;

/** Where amoCRM shows what the form asks for, and what it wants from us. */
export function HelpCard({ callbackUrl, hookUrl }: { callbackUrl: string; hookUrl: string }) {
  const t = useTranslations("connections.private.help");
  return (
    <Card title={t("title")}>
      <ol className="flex list-decimal flex-col gap-2 pl-5 text-sm marker:text-faint">
        {steps.map((step) => (
          <li key={step}>{t(step)}</li>
        ))}
      </ol>
      <dl className="mt-5 flex flex-col gap-4 border-t pt-5 text-sm">
        <Address name={t("redirectUri")} copyLabel={t("copyRedirectUri")} url={callbackUrl} />
        <Address name={t("hook")} copyLabel={t("copyHook")} url={hookUrl} />
      </dl>
    </Card>
  );
}

function Address({ name, copyLabel, url }: { name: string; copyLabel: string; url: string }) {
  return (
    <div>
      <dt className="text-muted">{name}</dt>
      <dd className="mt-1 flex items-center gap-2">
        <code className="min-w-0 break-all font-mono text-xs">{url}</code>
        <CopyButton text={url} label={copyLabel} variant="ghost" size="iconSmall" isIconOnly />
      </dd>
    </div>
  );
}
