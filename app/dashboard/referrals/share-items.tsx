"use client";

import { Mail, MessageCircle, Send, Share2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { MenuItem } from "@/app/_ui/dropdown-menu";
import { markedLink } from "./marked-link";

/** Ways to pass a link on, as items of a menu. Each is marked, so that its clicks are counted apart. */
export function ShareItems({ url }: { url: string }) {
  const t = useTranslations("referrals.share");
  const message = t("message");
  const canShare = useCanShare();
  const telegram = query("https://t.me/share/url", { url: markedLink(url, "telegram"), text: message });
  const whatsapp = query("https://wa.me/", { text: `${message} ${markedLink(url, "whatsapp")}` });
  const body = `${message}\n\n${markedLink(url, "email")}`;
  const email = `mailto:?subject=${encodeURIComponent(t("subject"))}&body=${encodeURIComponent(body)}`;
  return (
    <>
      {canShare && (
        <MenuItem
          icon={<Share2 />}
          onSelect={() => shareByDevice({ title: t("subject"), text: message, url })}
        >
          {t("native")}
        </MenuItem>
      )}
      <MenuItem asChild>
        <a href={telegram} target="_blank" rel="noreferrer">
          <Send />
          {t("telegram")}
        </a>
      </MenuItem>
      <MenuItem asChild>
        <a href={whatsapp} target="_blank" rel="noreferrer">
          <MessageCircle />
          {t("whatsapp")}
        </a>
      </MenuItem>
      <MenuItem asChild>
        <a href={email}>
          <Mail />
          {t("email")}
        </a>
      </MenuItem>
    </>
  );
}

/** Known in the browser only; the server draws the page without it. */
function useCanShare(): boolean {
  return useSyncExternalStore(
    () => () => {},
    () => "share" in navigator,
    () => false,
  );
}

/** Who closes the device's sheet has changed their mind: that is no failure. */
async function shareByDevice(data: { title: string; text: string; url: string }): Promise<void> {
  await navigator.share(data).catch(() => {});
}

function query(base: string, parameters: Record<string, string>): string {
  const address = new URL(base);
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
  return address.href;
}
